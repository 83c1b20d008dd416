package enrichment.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A vendor that knows everybody and a receiver of webhooks, which keep nothing but counts: small
 * enough beside what is measured. The vendor takes its time for some, and the receiver refuses the
 * first message about some.
 */
final class CountingWorld implements AutoCloseable {

  private static final long THINKING_MILLIS = 50;
  private static final long SLOW_MILLIS = 3_000;

  /** One in so many is slow, and one in so many is refused at first. */
  private static final int SLOW = 23;

  private static final int REFUSED = 41;

  private final HttpServer server;
  private final boolean troubled;
  private final Map<String, Integer> questions = new ConcurrentHashMap<>();
  private final Map<String, Integer> posts = new ConcurrentHashMap<>();

  private CountingWorld(HttpServer server, boolean troubled) {
    this.server = server;
    this.troubled = troubled;
  }

  /**
   * @param troubled whether some are slow or refused
   */
  static CountingWorld start(boolean troubled) throws IOException {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var world = new CountingWorld(HttpServer.create(loopback, 500), troubled);
    world.server.createContext("/vendor", world::answer);
    world.server.createContext("/hook", world::receive);
    world.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    world.server.start();
    return world;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var domain = exchange.getRequestURI().getQuery().substring("domain=".length());
      questions.merge(domain, 1, Integer::sum);
      TimeUnit.MILLISECONDS.sleep(isEvery(SLOW, domain) ? SLOW_MILLIS : THINKING_MILLIS);
      var body = "{\"email\":\"ada@%s\"}".formatted(domain).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isEvery(int which, String domain) {
    return troubled && Integer.parseInt(domain.replaceAll("\\D", "")) % which == 0;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var domain =
          DemoClient.JSON.readTree(exchange.getRequestBody()).at("/custom/domain").textValue();
      var first = posts.merge(domain, 1, Integer::sum) == 1;
      exchange.sendResponseHeaders(first && isEvery(REFUSED, domain) ? 500 : 204, -1);
    }
  }

  /** A providers' file with this vendor alone. */
  String providers() {
    return """
    waterfall: {email: [vendor]}
    providers:
      vendor:
        source: https://vendors.example/vendor
        finds: [email]
        timeout: 15s
        request: {url: "http://127.0.0.1:%d/vendor", query: {domain: "{domain}"}}
        answer: {email: .email, email_status: '"deliverable"'}
    """
        .formatted(server.getAddress().getPort());
  }

  String hook() {
    return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
  }

  /** How often the vendor was asked about each domain. */
  Map<String, Integer> questions() {
    return questions;
  }

  /** How many messages came about each domain. */
  Map<String, Integer> posts() {
    return posts;
  }

  /** How many messages about each must come. */
  int leastPosts(String domain) {
    return isEvery(REFUSED, domain) ? 2 : 1;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
