package enrichment.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A webhook endpoint that keeps all it gets, and can be told to answer a few at a time. */
final class RecordingReceiver implements AutoCloseable {

  /** One POST, and when it came. */
  record Message(String id, JsonNode body, Instant at) {}

  private static final int MANY = 1_000_000;

  private final HttpServer server;
  private final Semaphore answers;
  private final AtomicInteger refusals = new AtomicInteger();
  private volatile Duration pause = Duration.ZERO;
  private final List<Message> messages = new CopyOnWriteArrayList<>();

  private RecordingReceiver(HttpServer server, int answers) {
    this.server = server;
    this.answers = new Semaphore(answers);
  }

  static RecordingReceiver start() {
    return answering(MANY);
  }

  /** Answers as many messages, and leaves the next ones waiting until {@link #answerAll}. */
  static RecordingReceiver answering(int count) {
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
      var receiver = new RecordingReceiver(server, count);
      server.createContext("/", receiver::receive);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var at = Instant.now();
      var body = DemoClient.JSON.readTree(exchange.getRequestBody());
      messages.add(new Message(exchange.getRequestHeaders().getFirst("webhook-id"), body, at));
      answers.acquire();
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      var refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
      exchange.sendResponseHeaders(refused ? 500 : 200, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers 500 to as many messages, and takes the next ones again. */
  void refuseNext(int count) {
    refusals.set(count);
  }

  boolean hasRefusals() {
    return refusals.get() > 0;
  }

  /** Takes so long for each answer. */
  void takeTime(Duration pause) {
    this.pause = pause;
  }

  void answerAll() {
    answers.release(MANY);
  }

  String url() {
    return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
  }

  List<Message> messages() {
    return List.copyOf(messages);
  }

  /** How many POSTs came of each message. */
  Map<String, Long> posts() {
    return messages().stream().collect(Collectors.groupingBy(Message::id, Collectors.counting()));
  }

  /** The ids under which two different messages came. */
  Set<String> ambiguousIds() {
    return messages().stream()
        .collect(
            Collectors.groupingBy(
                Message::id, Collectors.mapping(Message::body, Collectors.toSet())))
        .entrySet()
        .stream()
        .filter(bodies -> bodies.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  Set<String> ids() {
    return posts().keySet();
  }

  /** Waits until so many different messages have come; fails when that takes too long. */
  void awaitMessages(int count, Duration patience) throws InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    while (ids().size() < count) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("%d messages of %d came".formatted(ids().size(), count));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Override
  public void close() {
    answerAll();
    server.stop(0);
  }
}
