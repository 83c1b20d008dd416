package enrichment.activities.webhooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A webhook endpoint in a process of its own, so that what it costs is not counted as the sender's.
 * It answers {@code /at-once}, {@code /and-close} (the connection), or {@code /held}: when it is
 * told to.
 */
final class BenchmarkReceiver {

  private static final int BACKLOG = 10_000;

  /**
   * @param arguments how many are going to be held: when they are all there, it says so
   */
  public static void main(String... arguments) throws IOException {
    var expected = Integer.parseInt(arguments[0]);
    var held = new AtomicInteger();
    var told = new CountDownLatch(1);

    // On every address of 127.0.0.0/8: each is a receiver of its own.
    var server = HttpServer.create(new InetSocketAddress(0), BACKLOG);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/at-once", BenchmarkReceiver::answer);
    server.createContext(
        "/and-close",
        exchange -> {
          exchange.getResponseHeaders().set("Connection", "close");
          answer(exchange);
        });
    server.createContext(
        "/held",
        exchange -> {
          var order = held.incrementAndGet();
          if (order == expected) {
            System.out.println("holding " + expected);
          }
          await(told, order);
          answer(exchange);
        });
    server.start();
    System.out.println("port " + server.getAddress().getPort());

    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (input.readLine() != null) {
      told.countDown();
    }
    System.exit(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** Two answers a millisecond: what becomes of them all is written into a database. */
  private static void await(CountDownLatch told, int order) {
    try {
      told.await();
      TimeUnit.MILLISECONDS.sleep(order / 2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private BenchmarkReceiver() {}
}
