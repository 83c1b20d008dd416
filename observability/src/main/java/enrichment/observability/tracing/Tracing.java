package enrichment.observability.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.common.interceptors.WorkflowClientInterceptor;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Traces, from a request to the last webhook that comes of it, exported as OpenTelemetry's {@code
 * OTEL_…} variables say. Off unless they name a place to export to; then it costs nothing. A trace
 * begins with a request or a start of a workflow, and everything else only continues one: so it may
 * be switched on and off in the middle of runs.
 *
 * <p>Spans say which enrichment, position and provider, and never about whom.
 */
public final class Tracing implements AutoCloseable {

  /** No spans, and no interceptors. */
  public static final Tracing OFF = new Tracing(null);

  private static final List<String> DESTINATIONS =
      List.of(
          "OTEL_TRACES_EXPORTER",
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");

  private final @Nullable OpenTelemetrySdk sdk;
  private final Tracer tracer;

  private Tracing(@Nullable OpenTelemetrySdk sdk) {
    this.sdk = sdk;
    this.tracer = (sdk == null ? OpenTelemetry.noop() : sdk).getTracer("enrichment");
  }

  /**
   * @param service what this process is called where {@code OTEL_SERVICE_NAME} does not say
   * @throws IllegalArgumentException with one sentence, when a variable has a value that it cannot
   *     have
   */
  public static Tracing open(Map<String, String> environment, String service) {
    if (!isWanted(environment)) {
      return OFF;
    }
    try {
      return new Tracing(
          AutoConfiguredOpenTelemetrySdk.builder()
              .disableShutdownHook()
              .addPropertiesSupplier(() -> usual(service))
              .addPropertiesCustomizer(ignored -> properties(environment))
              .addTracerProviderCustomizer(
                  (provider, ignored) -> provider.setIdGenerator(new RunSpanIds()))
              .build()
              .getOpenTelemetrySdk());
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException("OTEL_… cannot be used: " + e.getMessage(), e);
    }
  }

  private static boolean isWanted(Map<String, String> environment) {
    return !environment.getOrDefault("OTEL_SDK_DISABLED", "").equalsIgnoreCase("true")
        && !environment.getOrDefault("OTEL_TRACES_EXPORTER", "").equals("none")
        && DESTINATIONS.stream().anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
  }

  /** Metrics and logs have ways of their own. */
  private static Map<String, String> usual(String service) {
    return Map.of(
        "otel.service.name", service,
        "otel.exporter.otlp.protocol", "http/protobuf",
        "otel.metrics.exporter", "none",
        "otel.logs.exporter", "none");
  }

  private static Map<String, String> properties(Map<String, String> environment) {
    var properties = new HashMap<String, String>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("OTEL_") && !value.isBlank()) {
            properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    return properties;
  }

  public boolean isOn() {
    return sdk != null;
  }

  /** Makes nothing where this is off. */
  public Tracer tracer() {
    return tracer;
  }

  /** For whoever starts workflows. */
  public WorkflowClientInterceptor[] clientInterceptors() {
    return isOn()
        ? new WorkflowClientInterceptor[] {new TracedClient(tracer)}
        : new WorkflowClientInterceptor[0];
  }

  /** For whoever runs them. */
  public List<WorkerInterceptor> workerInterceptors() {
    return isOn() ? List.of(new TracedWorker(tracer)) : List.of();
  }

  /** Whether there is a trace that can be continued. */
  public static boolean isUnderWay() {
    return Span.current().getSpanContext().isValid();
  }

  /** Exports what is left. */
  @Override
  public void close() {
    if (sdk != null) {
      sdk.close();
    }
  }
}
