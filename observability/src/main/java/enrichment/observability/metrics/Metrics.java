package enrichment.observability.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;

/**
 * What a process measures, and a port of its own at which Prometheus fetches it, at {@code
 * /metrics}. Whoever measures something is given the registry; where nobody fetches anything, that
 * is one that keeps nothing.
 */
public final class Metrics implements AutoCloseable {

  private final MeterRegistry registry;
  private final OptionalInt port;

  /** What is to be closed, the latest first. */
  private final Deque<Part> parts = new ArrayDeque<>();

  private interface Part {
    void close();
  }

  private Metrics(MeterRegistry registry, OptionalInt port) {
    this.registry = registry;
    this.port = port;
    parts.push(registry::close);
  }

  /**
   * @throws IllegalArgumentException with one sentence, when another process listens at the port
   */
  public static Metrics start(MetricsSettings settings) {
    return settings.port().isPresent() ? start(settings.port().getAsInt()) : off();
  }

  /** Nothing is measured. */
  public static Metrics off() {
    return new Metrics(new CompositeMeterRegistry(), OptionalInt.empty());
  }

  private static Metrics start(int port) {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(new TemporalLatencies());
    var server = serve(registry, port);
    var metrics = new Metrics(registry, OptionalInt.of(server.getPort()));
    var process = ProcessMetrics.bindTo(registry);
    metrics.parts.push(process::close);
    metrics.parts.push(server::close);
    return metrics;
  }

  private static HTTPServer serve(PrometheusMeterRegistry registry, int port) {
    try {
      return HTTPServer.builder()
          .port(port)
          .registry(registry.getPrometheusRegistry())
          .buildAndStart();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "METRICS_PORT %d cannot be listened at; is it taken?".formatted(port), e);
    }
  }

  public MeterRegistry registry() {
    return registry;
  }

  /** Where the metrics can be fetched; empty where they cannot. */
  public OptionalInt port() {
    return port;
  }

  @Override
  public void close() {
    parts.forEach(Part::close);
  }
}
