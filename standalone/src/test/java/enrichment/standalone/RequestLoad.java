package enrichment.standalone;

import enrichment.store.accounts.ApiKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Requests to one API, for as long as it says that it is ready: small batches, and single contacts
 * that are waited for. Each has a connection of its own, and none is sent twice. An API that goes
 * away without having said so counts as a failure, whether or not a request was lost by it.
 */
final class RequestLoad implements AutoCloseable {

  private static final int CLIENTS = 6;

  private static final String CONTACT =
      "\"firstname\": \"Ada\", \"lastname\": \"Lovelace\", \"domain\": \"company-%d.example\"";

  private final int port;
  private final ApiKey key;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Long> answers = new CopyOnWriteArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private volatile boolean ready;
  private volatile boolean stopped;

  RequestLoad(int port, ApiKey key) {
    this.port = port;
    this.key = key;
  }

  void start() {
    threads.submit(this::watch);
    for (var client = 0; client < CLIENTS; client++) {
      var first = client * 1_000;
      threads.submit(() -> send(first));
    }
  }

  private void watch() {
    while (!stopped) {
      try {
        ready = status("GET /readyz", "") == 200;
      } catch (IOException e) {
        if (ready) {
          failures.add("gone though it was ready: " + e);
        }
        ready = false;
      }
      pause();
    }
  }

  private void send(int first) {
    for (var number = first; !stopped; number++) {
      if (!ready) {
        pause();
        continue;
      }
      try {
        var status = number % 2 == 0 ? single(number) : batch(number);
        if (status == 200 || status == 202) {
          answers.add(System.nanoTime());
        } else {
          failures.add("answered " + status);
        }
      } catch (IOException e) {
        failures.add(e.toString());
      }
    }
  }

  private int single(int number) throws IOException {
    var contact = CONTACT.formatted(number);
    return status(
        "POST /api/v2/contacts/sync_single_enrich",
        "{\"enrichment_type\": [\"email\"], \"max_wait_seconds\": 10, " + contact + "}");
  }

  private int batch(int number) throws IOException {
    return status(
        "POST /api/v2/contacts/bulk_enrich",
        "{\"enrichment_type\": [\"email\"], \"contacts\": [{%s}, {%s}]}"
            .formatted(CONTACT.formatted(number + 100_000), CONTACT.formatted(number + 200_000)));
  }

  private int status(String request, String body) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(40_000);
      var text =
          "%s HTTP/1.1\r\nHost: localhost\r\nX-API-KEY: %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(request, key.secret(), body.length(), body);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      var line =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      if (line == null) {
        throw new IOException("no answer");
      }
      return Integer.parseInt(line.split(" ")[1]);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int answered() {
    return answers.size();
  }

  long answeredAfter(long nanoTime) {
    return answers.stream().filter(at -> at > nanoTime).count();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Returns when every request that was sent has come to its end. */
  void stop() throws InterruptedException {
    stopped = true;
    threads.shutdown();
    if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new AssertionError("Requests do not end");
    }
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }
}
