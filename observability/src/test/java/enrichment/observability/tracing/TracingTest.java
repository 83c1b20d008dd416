package enrichment.observability.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.interceptors.Header;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TracingTest {

  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void isOffUnlessThereIsAPlaceToExportTo() {
    assertThat(Tracing.open(Map.of("OTEL_SERVICE_NAME", "x"), "x").isOn()).isFalse();
    assertThat(Tracing.open(Map.of("OTEL_TRACES_EXPORTER", "none"), "x").isOn()).isFalse();
    assertThat(
            Tracing.open(
                    Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9",
                        "OTEL_SDK_DISABLED", "true"),
                    "x")
                .isOn())
        .isFalse();
    assertThat(Tracing.OFF.workerInterceptors()).isEmpty();
    assertThat(Tracing.OFF.clientInterceptors()).isEmpty();
  }

  @Test
  void isOnWhereThereIsOne() {
    var environment = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9");
    try (var tracing = Tracing.open(environment, "x")) {
      assertThat(tracing.isOn()).isTrue();
      assertThat(tracing.workerInterceptors()).hasSize(1);
      assertThat(tracing.clientInterceptors()).hasSize(1);
    }
  }

  @Test
  void saysWhatCannotBeUsed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tracing.open(Map.of("OTEL_TRACES_EXPORTER", "pigeons"), "x"))
        .withMessageContaining("OTEL_")
        .withMessageContaining("pigeons");
  }

  @Test
  void readsATraceParentAndTakesAnUnreadableOneForNone() {
    assertThat(span(PARENT).getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(span(PARENT).getSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(span(PARENT).isSampled()).isTrue();
    assertThat(span(null).isValid()).isFalse();
    assertThat(span("Ada Lovelace").isValid()).isFalse();
    assertThat(span("00-00000000000000000000000000000000-b7ad6b7169203331-01").isValid()).isFalse();
  }

  @Test
  void passesTheTraceParentOnAndNothingElse() {
    var header = new Header(new HashMap<>());
    TraceParent.write(span(PARENT), header);

    assertThat(header.getValues()).containsOnlyKeys("_tracer-data");
    Map<?, ?> members =
        DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
            header.getValues().get("_tracer-data"), Map.class, Map.class);
    assertThat(members).isEqualTo(Map.of("traceparent", PARENT));
    assertThat(TraceParent.read(header)).isEqualTo(span(PARENT));
  }

  @Test
  void takesAHeaderThatCannotBeReadForNone() {
    for (var value : new Object[] {"text", 7, Map.of(), Map.of("traceparent", "Ada")}) {
      var payload = DefaultDataConverter.STANDARD_INSTANCE.toPayload(value).orElseThrow();
      var header = new Header(Map.of("_tracer-data", payload));
      assertThat(TraceParent.read(header).isValid()).as("of " + value).isFalse();
    }
  }

  private static SpanContext span(@Nullable String traceParent) {
    return Span.fromContext(TraceParent.context(traceParent)).getSpanContext();
  }
}
