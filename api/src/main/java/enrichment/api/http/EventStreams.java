package enrichment.api.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Answers that go on: server-sent events, as the HTML standard has them (section 9.2). */
public final class EventStreams {

  public static final String CONTENT_TYPE = "text/event-stream";

  private static final int MOST_PER_ACCOUNT = 20;

  /** So that nobody in between takes the connection for dead. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final Map<UUID, Integer> open = new ConcurrentHashMap<>();
  private final Closing closing;
  private final Counter refused;

  /**
   * @param closing when all of them end
   */
  public EventStreams(Closing closing, MeterRegistry metrics) {
    this.closing = closing;
    this.refused = RateLimits.refused("event_streams", metrics);
    Gauge.builder("enrichment.http.event.streams", open, EventStreams::sum)
        .description("Event streams that are open")
        .register(metrics);
  }

  private static double sum(Map<UUID, Integer> open) {
    return open.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Begins the answer.
   *
   * @throws ProblemException when the account has as many streams open as it may
   */
  public Stream open(Context ctx, UUID accountId) throws IOException {
    if (open.merge(accountId, 1, Integer::sum) > MOST_PER_ACCOUNT) {
      closed(accountId);
      refused.increment();
      ctx.header(Header.RETRY_AFTER, ErrorResponses.RETRY_AFTER_SECONDS);
      throw new ProblemException(Problem.tooManyStreams(MOST_PER_ACCOUNT));
    }
    ctx.contentType(CONTENT_TYPE);
    // A proxy that collects what it passes on would keep the events to itself.
    ctx.header("X-Accel-Buffering", "no");
    return new Stream(accountId, ctx.res().getOutputStream());
  }

  private void closed(UUID accountId) {
    open.computeIfPresent(accountId, (id, streams) -> streams == 1 ? null : streams - 1);
  }

  /** One answer. Not for several threads. */
  public final class Stream implements AutoCloseable {

    private final UUID accountId;
    private final ServletOutputStream output;
    private long lastWritten = System.nanoTime();

    private Stream(UUID accountId, ServletOutputStream output) {
      this.accountId = accountId;
      this.output = output;
    }

    /**
     * @throws IOException when the client has gone
     */
    public void send(String event, String id, Object data) throws IOException {
      // JSON has no line break outside of strings, and none inside of them.
      var json = new String(Json.bytes(data), StandardCharsets.UTF_8);
      write("event: " + event + "\nid: " + id + "\ndata: " + json + "\n\n");
    }

    /**
     * Waits, and lets the client know now and then that it is not forgotten.
     *
     * @return false when the server stops
     * @throws IOException when the client has gone
     */
    public boolean await(Duration time) throws IOException {
      if (closing.beginsWithin(time)) {
        return false;
      }
      if (System.nanoTime() - lastWritten > SILENCE.toNanos()) {
        write(": waiting\n\n");
      }
      return true;
    }

    private void write(String text) throws IOException {
      output.write(text.getBytes(StandardCharsets.UTF_8));
      output.flush();
      lastWritten = System.nanoTime();
    }

    @Override
    public void close() {
      closed(accountId);
    }
  }
}
