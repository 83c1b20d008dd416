package enrichment.providers.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A vendor on loopback that expects certain requests, in order, and gives the answers of a script.
 */
final class StubVendor implements AutoCloseable {

  /** An answer that never comes. */
  static final String NEVER = "never";

  private final HttpServer server;
  private final List<JsonNode> exchanges;
  private final AtomicInteger asked = new AtomicInteger();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  StubVendor(List<JsonNode> exchanges) {
    this.exchanges = exchanges;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /** The same address here. */
  URI redirect(URI uri) {
    var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create("http://localhost:" + server.getAddress().getPort() + path + query);
  }

  /** What was wrong with the requests. */
  List<String> complaints() {
    return complaints;
  }

  boolean isDone() {
    return asked.get() >= exchanges.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var index = asked.getAndIncrement();
      if (index >= exchanges.size()) {
        complaints.add("request " + (index + 1) + " is one more than the suite has");
        return;
      }
      var script = exchanges.get(index);
      var differences = ExpectedRequest.differences(script.path("request"), exchange);
      differences.forEach(difference -> complaints.add("request " + (index + 1) + difference));
      answer(exchange, script.path("answer"));
    }
  }

  private void answer(HttpExchange exchange, JsonNode answer) throws IOException {
    if (answer.has(NEVER)) {
      await();
      return;
    }
    answer
        .path("headers")
        .properties()
        .forEach(
            header ->
                exchange.getResponseHeaders().set(header.getKey(), header.getValue().asText()));
    var text = answer.has("body") ? answer.get("body").toString() : answer.path("text").asText();
    var body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        answer.path("status").asInt(200), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private void await() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
