package enrichment.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import enrichment.store.accounts.ApiKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The API as an outside client uses it. */
final class DemoClient {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final ApiKey key;

  DemoClient(String url, ApiKey key) {
    this.url = url + "/api/v2";
    this.key = key;
  }

  JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(Duration.ofSeconds(30))
        .header("X-API-KEY", key.secret())
        .header("Content-Type", "application/json");
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new UnusableException(
          "The API answered %d: %s".formatted(response.statusCode(), response.body()));
    }
    return JSON.readTree(response.body());
  }
}
