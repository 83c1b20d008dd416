package enrichment.cli.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The API over HTTP, with the patience that a client of it should have. */
public final class ApiClient implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** Told of every wait before a request is repeated. */
  public interface WaitListener {
    void waiting(Duration delay, String reason);
  }

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final String server;
  private final String base;
  private final Credentials credentials;
  private final Pace pace;
  private final WaitListener listener;

  /** A server that asks one request to wait means all of them. */
  private final AtomicLong notBefore = new AtomicLong(System.nanoTime());

  /**
   * @param server without a slash at its end
   * @param base what all paths begin with
   */
  ApiClient(String server, String base, Credentials credentials, Pace pace, WaitListener listener) {
    this.server = server;
    this.base = base;
    this.credentials = credentials;
    this.pace = pace;
    this.listener = listener;
  }

  public Pace pace() {
    return pace;
  }

  /**
   * The answer to a request that was carried out; a missing node when there is no body.
   *
   * @throws RefusedException when the server did not carry it out
   * @throws UnreachableException when it did not answer
   */
  public JsonNode send(ApiRequest request) {
    var backoff = new Backoff(pace);
    while (true) {
      sleepUntil(notBefore.get());
      try {
        var response = http.send(httpRequest(request), BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 == 2) {
          return response.body().length == 0
              ? MissingNode.getInstance()
              : Json.parse(response.body());
        }
        var problem = problem(response);
        var delay =
            isWorthRepeating(problem, request)
                ? backoff.delay(RetryAfter.of(response.headers(), Instant.now()))
                : null;
        if (delay == null) {
          throw new RefusedException(problem);
        }
        pause(delay, problem);
      } catch (IOException e) {
        var delay = request.repeatable() ? backoff.delay(null) : null;
        if (delay == null) {
          throw new UnreachableException(sentence(e));
        }
        listener.waiting(delay, sentence(e));
        sleepUntil(System.nanoTime() + delay.toNanos());
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }
  }

  private Problem problem(HttpResponse<byte[]> response) {
    var problem = Problem.of(response.statusCode(), response.body());
    return response.statusCode() == 401
        ? new Problem(
            401, problem.slug(), problem.sentence() + " " + credentials.advice(), problem.errors())
        : problem;
  }

  private void pause(Duration delay, Problem problem) {
    listener.waiting(delay, problem.sentence());
    var until = System.nanoTime() + delay.toNanos();
    if (problem.status() == 429 || problem.status() == 503) {
      notBefore.accumulateAndGet(until, (one, other) -> one - other > 0 ? one : other);
    }
    sleepUntil(until);
  }

  private static boolean isWorthRepeating(Problem problem, ApiRequest request) {
    return switch (problem.status()) {
      // Refused before anything was done.
      case 429, 503 -> true;
      case 408, 500, 502, 504 -> request.repeatable();
      case 409 -> problem.slug().equals("idempotency-in-progress");
      default -> false;
    };
  }

  private HttpRequest httpRequest(ApiRequest request) {
    var builder =
        HttpRequest.newBuilder(URI.create(server + base + request.path()))
            .timeout(TIMEOUT)
            .header("Accept", "application/json")
            .header(credentials.header(), credentials.value())
            .method(request.method(), publisher(request.body()));
    if (request.body() != null) {
      builder.header("Content-Type", "application/json");
    }
    if (request.idempotencyKey() != null) {
      builder.header("Idempotency-Key", request.idempotencyKey());
    }
    return builder.build();
  }

  private static HttpRequest.BodyPublisher publisher(byte @Nullable [] body) {
    return body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
  }

  private String sentence(IOException e) {
    return switch (e) {
      case HttpTimeoutException timeout -> "%s does not answer in time.".formatted(server);
      case ConnectException connect -> "%s cannot be reached.".formatted(server);
      default -> "The connection to %s broke before the answer was there.".formatted(server);
    };
  }

  private static void sleepUntil(long nanoTime) {
    try {
      var nanos = nanoTime - System.nanoTime();
      if (nanos > 0) {
        Thread.sleep(Duration.ofNanos(nanos));
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static CliException interrupted() {
    Thread.currentThread().interrupt();
    return new CliException(ExitCodes.LEFT_TO_DO, "Interrupted.");
  }

  @Override
  public void close() {
    // Not close(): that would wait for what is under way.
    http.shutdownNow();
  }
}
