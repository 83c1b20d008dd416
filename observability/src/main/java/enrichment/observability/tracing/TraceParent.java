package enrichment.observability.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.interceptors.Header;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace, written as a {@code traceparent} (W3C Trace Context, version 00). Nothing but
 * that is passed on: {@code tracestate} and {@code baggage} are free text, and whoever sends it may
 * have put personal data into it.
 */
public final class TraceParent {

  public static final String NAME = "traceparent";

  /** As Temporal's own tracing modules have it, in every language. */
  private static final String HEADER = "_tracer-data";

  private static final Pattern FORM =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

  /**
   * @param traceParent what the HTTP header of that name says; null when there is none
   * @return the context that has it as its span; without one when it cannot be read
   */
  public static Context context(@Nullable String traceParent) {
    return context(parse(Objects.requireNonNullElse(traceParent, "")));
  }

  static Context context(SpanContext span) {
    return Context.root().with(Span.wrap(span));
  }

  static void write(SpanContext span, Header header) {
    if (span.isValid()) {
      var value =
          "00-%s-%s-%s"
              .formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex());
      DefaultDataConverter.STANDARD_INSTANCE
          .toPayload(Map.of(NAME, value))
          .ifPresent(payload -> header.getValues().put(HEADER, payload));
    }
  }

  /** The span that a header names; an invalid one when it names none, or cannot be read. */
  static SpanContext read(Header header) {
    var payload = header.getValues().get(HEADER);
    if (payload == null) {
      return SpanContext.getInvalid();
    }
    try {
      var members =
          DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, Map.class, Map.class);
      return parse(members == null ? "" : Objects.toString(members.get(NAME)));
    } catch (DataConverterException e) {
      // No run fails for its trace.
      return SpanContext.getInvalid();
    }
  }

  private static SpanContext parse(String traceParent) {
    var parts = FORM.matcher(traceParent);
    if (!parts.matches()) {
      return SpanContext.getInvalid();
    }
    return SpanContext.createFromRemoteParent(
        parts.group(1),
        parts.group(2),
        TraceFlags.fromHex(parts.group(3), 0),
        TraceState.getDefault());
  }

  private TraceParent() {}
}
