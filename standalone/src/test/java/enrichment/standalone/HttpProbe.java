package enrichment.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Posts what a well-behaved client does not, and gives whatever is answered. */
final class HttpProbe {

  record Answer(int status, JsonNode body) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final String adminToken;

  HttpProbe(Stack stack) {
    this(stack.url(), stack.adminToken());
  }

  HttpProbe(String url, String adminToken) {
    this.url = url;
    this.adminToken = adminToken;
  }

  Answer post(String path, String key, String body) throws IOException, InterruptedException {
    return post("/api/v2" + path, "X-API-KEY", key, body);
  }

  Answer delete(String path, String key) throws IOException, InterruptedException {
    return send(request("/api/v2" + path, "X-API-KEY", key).DELETE());
  }

  Answer put(String path, String key, String body) throws IOException, InterruptedException {
    return send(request("/api/v2" + path, "X-API-KEY", key).PUT(BodyPublishers.ofString(body)));
  }

  /** As the operator. */
  Answer postAsOperator(String path, JsonNode body) throws IOException, InterruptedException {
    return post(path, "Authorization", "Bearer " + adminToken, body.toString());
  }

  /** A new account's API key. */
  String createAccount(int credits, boolean consent) throws IOException, InterruptedException {
    var request =
        DemoClient.JSON
            .createObjectNode()
            .put("name", "Test")
            .put("credits", credits)
            .put("personal_email_consent", consent);
    var authorization = "Bearer " + adminToken;
    return post("/admin/accounts", "Authorization", authorization, request.toString())
        .body()
        .get("api_key")
        .textValue();
  }

  private Answer post(String path, String header, String value, String body)
      throws IOException, InterruptedException {
    return send(request(path, header, value).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path, String header, String value) {
    return HttpRequest.newBuilder(URI.create(url + path)).header(header, value);
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = http.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), DemoClient.JSON.readTree(response.body()));
  }
}
