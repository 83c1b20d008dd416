package enrichment.observability.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ids of spans, of which those of workflow runs are functions of their run's id. So what a run
 * starts can name the run's span while it goes on, on whichever worker, and after a replay; the
 * span itself is made when the run ends.
 */
final class RunSpanIds implements IdGenerator {

  private static final ThreadLocal<@Nullable String> NEXT = new ThreadLocal<>();

  private final IdGenerator random = IdGenerator.random();

  /** Of the run with this id. */
  static String of(String runId) {
    // Of any text: tools that replay make ids up.
    var id = UUID.nameUUIDFromBytes(runId.getBytes(StandardCharsets.UTF_8));
    return SpanId.fromLong(id.getMostSignificantBits() ^ id.getLeastSignificantBits());
  }

  /** Starts a span that has the id of a run. */
  static Span start(SpanBuilder span, String runId) {
    NEXT.set(of(runId));
    try {
      return span.startSpan();
    } finally {
      NEXT.remove();
    }
  }

  @Override
  public String generateSpanId() {
    var next = NEXT.get();
    return next == null ? random.generateSpanId() : next;
  }

  @Override
  public String generateTraceId() {
    return random.generateTraceId();
  }
}
