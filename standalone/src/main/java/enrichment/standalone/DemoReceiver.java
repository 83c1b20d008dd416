package enrichment.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A client's webhook endpoint, for the demo: counts the messages that it gets. */
final class DemoReceiver implements AutoCloseable {

  private static final int OK = 204;

  private final HttpServer server;
  private final Set<String> messages = ConcurrentHashMap.newKeySet();

  private DemoReceiver(HttpServer server) {
    this.server = server;
  }

  static DemoReceiver start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var receiver = new DemoReceiver(server);
      server.createContext("/webhook", receiver::receive);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException("The demo's webhook receiver does not start", e);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(OK, -1);
      // A message may come twice; its id tells.
      messages.add(exchange.getRequestHeaders().getFirst("webhook-id"));
      synchronized (messages) {
        messages.notifyAll();
      }
    }
  }

  String url() {
    return "http://127.0.0.1:%d/webhook".formatted(server.getAddress().getPort());
  }

  /** How many different messages have arrived. */
  int received() {
    return messages.size();
  }

  /** Waits until another message arrives, but no longer than this. */
  void awaitMore(Duration patience) throws InterruptedException {
    synchronized (messages) {
      messages.wait(patience.toMillis());
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
