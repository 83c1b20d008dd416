package enrichment.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * Vendors whose answers are full of a canary's data, and receivers that send back what they get.
 */
final class CanaryVendors implements AutoCloseable {

  private final HttpServer server;

  private CanaryVendors(HttpServer server) {
    this.server = server;
  }

  static CanaryVendors start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    var vendors = new CanaryVendors(server);
    var email = Canaries.FOUND_EMAIL;
    vendors.answer("/finder", 200, "{\"email\":\"%s\"}".formatted(email));
    vendors.answer("/verifier", 200, "{\"result\":\"deliverable\"}");
    vendors.answer("/registry", 200, "{\"domain\":\"%s\"}".formatted(Canaries.DOMAIN));
    // Takes the question, and has yet to answer.
    vendors.answer("/slow", 202, "{\"id\":\"%s\"}".formatted(Canaries.TICKET));
    server.createContext("/echo", exchange -> echo(exchange, 200));
    server.createContext("/refusing", exchange -> echo(exchange, 500));
    server.start();
    return vendors;
  }

  private void answer(String path, int status, String body) {
    server.createContext(
        path, exchange -> write(exchange, status, body.getBytes(StandardCharsets.UTF_8)));
  }

  private static void echo(HttpExchange exchange, int status) throws IOException {
    write(exchange, status, exchange.getRequestBody().readAllBytes());
  }

  private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
  }

  /** Asks the directory first, then these. */
  String providersFile() {
    return """
        waterfall: {email: [directory, finder], phone: [slow], personal_email: [directory]}
        verification: [verifier]
        domains: [registry]
        providers:
          finder:
            source: https://vendors.example
            finds: [email]
            request: {url: "%1$s/finder", query: {name: "{full_name}"}}
            answer: {email: .email}
          verifier:
            source: https://vendors.example
            finds: [verification]
            request: {url: "%1$s/verifier", query: {email: "{email}"}}
            answer: {verdict: .result}
          registry:
            source: https://vendors.example
            finds: [domain]
            request: {url: "%1$s/registry", query: {company: "{company_name}"}}
            answer: {domain: .domain}
          slow:
            source: https://vendors.example
            finds: [phone]
            request: {url: "%1$s/slow", query: {profile: "{linkedin_url}"}}
            answer: {phones: .phones}
            poll:
              ticket: .id
              request: {url: "%1$s/slow", query: {id: "{ticket}"}}
              every: 1s
              at_most: 10m
        """
        .formatted(url(""));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
