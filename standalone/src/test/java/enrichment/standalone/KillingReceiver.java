package enrichment.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A webhook endpoint that, on the first POST of a message, has the worker killed that sent it. Half
 * of these POSTs it answers before, too late for the worker to write it down.
 */
final class KillingReceiver implements AutoCloseable {

  private final HttpServer server;
  private final BlockingQueue<String> deaths = new LinkedBlockingQueue<>();
  private final Map<String, Integer> posts = new ConcurrentHashMap<>();
  private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();
  private final Set<String> ambiguousIds = ConcurrentHashMap.newKeySet();
  private int killsLeft;
  private Runnable killer = () -> {};

  private KillingReceiver(HttpServer server, int kills) {
    this.server = server;
    this.killsLeft = kills;
  }

  static KillingReceiver start(int kills) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    var receiver = new KillingReceiver(server, kills);
    server.createContext("/", receiver::receive);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return receiver;
  }

  /** What kills the worker there is, and returns when it is dead. */
  synchronized void willKill(Runnable worker) {
    killer = worker;
  }

  private void receive(HttpExchange exchange) throws IOException {
    var id = exchange.getRequestHeaders().getFirst("webhook-id");
    var body = exchange.getRequestBody().readAllBytes();
    var first = bodies.putIfAbsent(id, body);
    if (first != null && !Arrays.equals(first, body)) {
      ambiguousIds.add(id);
    }
    var count = posts.merge(id, 1, Integer::sum);
    try (exchange) {
      if (!killSender(id, count, exchange)) {
        exchange.sendResponseHeaders(200, -1);
      }
    }
  }

  private synchronized boolean killSender(String id, int count, HttpExchange exchange)
      throws IOException {
    if (count > 1 || killsLeft == 0) {
      return false;
    }
    killsLeft--;
    if (killsLeft % 2 == 0) {
      exchange.sendResponseHeaders(200, -1);
    }
    killer.run();
    deaths.add(id);
    return true;
  }

  /** Waits until a worker has been killed. */
  void awaitDeath(Duration patience) throws InterruptedException {
    if (deaths.poll(patience.toSeconds(), TimeUnit.SECONDS) == null) {
      throw new AssertionError("No POST came that a worker could be killed for");
    }
  }

  /** How many POSTs came of each message. */
  Map<String, Integer> posts() {
    return Map.copyOf(posts);
  }

  /** The ids under which two different messages came. */
  Set<String> ambiguousIds() {
    return Set.copyOf(ambiguousIds);
  }

  String url() {
    return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
