package enrichment.api.http;

import enrichment.api.http.Routes.Route;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Requests by route, and how long their answers take. A route is known by its template, so nothing
 * that a client makes up becomes a label.
 */
public final class HttpMetrics {

  /** Where a request has no route. */
  private static final String NONE = "none";

  /** Those that somebody is alarmed by count from zero, so that the first one is an increase. */
  private static final List<Integer> EXPECTED = List.of(200, 500, 503);

  private final MeterRegistry registry;

  public HttpMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Has requests counted from zero. */
  public void expect(List<Route> routes) {
    for (var route : routes) {
      EXPECTED.forEach(status -> requests(route.method().name(), route.path(), status));
    }
  }

  /**
   * @param underWay how many requests are being answered
   */
  public void watch(LongSupplier underWay) {
    Gauge.builder("enrichment.http.requests.in.flight", underWay, LongSupplier::getAsLong)
        .description("Requests that are being answered, event streams among them")
        .strongReference(true)
        .register(registry);
  }

  /** Once its answer is sent. */
  public void answered(Context ctx, float millis) {
    var endpoint = ctx.endpoints().matchedHttpEndpoint();
    var method = endpoint == null ? NONE : endpoint.method.name();
    var route = endpoint == null ? NONE : endpoint.path;
    requests(method, route, ctx.statusCode()).increment();
    // Streams last for as long as there is something to tell.
    if (!EventStreams.CONTENT_TYPE.equals(ctx.res().getContentType())) {
      latency(method, route).record(Duration.ofNanos((long) (millis * 1_000_000)));
    }
  }

  private Counter requests(String method, String route, int status) {
    return Counter.builder("enrichment.http.requests")
        .description("Requests, by what they were answered with")
        .tag("method", method)
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .register(registry);
  }

  private Timer latency(String method, String route) {
    return Timer.builder("enrichment.http.request.duration")
        .description("How long answers take, event streams apart")
        .tag("method", method)
        .tag("route", route)
        .serviceLevelObjectives(buckets())
        .register(registry);
  }

  private static Duration[] buckets() {
    return Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000)
        .map(Duration::ofMillis)
        .toArray(Duration[]::new);
  }
}
