package enrichment.observability.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsTest {

  @Test
  void offersWhatIsMeasuredAtAPortOfItsOwn() throws Exception {
    try (var metrics = Metrics.start(new MetricsSettings(OptionalInt.of(0)))) {
      metrics.registry().counter("enrichment.things", "kind", "small").increment(3);
      var answer = get(metrics, "/metrics");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .contains("enrichment_things_total{kind=\"small\"} 3.0")
          .contains("jvm_memory_used_bytes{", "process_cpu_usage ", "jvm_gc_");
      assertThat(get(metrics, "/-/healthy").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void givesTheLatenciesOfTemporalFewBucketsAndOnlyWhereSomebodyLooksAtThem() throws Exception {
    try (var metrics = Metrics.start(new MetricsSettings(OptionalInt.of(0)))) {
      record(metrics.registry(), "temporal_activity_execution_latency");
      record(metrics.registry(), "temporal_request_latency");
      assertThat(get(metrics, "/metrics").body())
          .contains("temporal_activity_execution_latency_seconds_bucket{le=\"0.05\"} 1")
          .doesNotContain("temporal_activity_execution_latency_seconds_bucket{le=\"0.001\"}")
          .contains("temporal_request_latency_seconds_count 1")
          .doesNotContain("temporal_request_latency_seconds_bucket");
    }
  }

  @Test
  void keepsNothingAndListensNowhereUnlessItIsTold() {
    try (var metrics = Metrics.start(MetricsSettings.read(Map.of("METRICS_PORT", " ")))) {
      assertThat(metrics.port()).isEmpty();
      metrics.registry().counter("enrichment.things").increment();
      assertThat(metrics.registry().counter("enrichment.things").count()).isZero();
    }
  }

  @Test
  void saysWhoseFaultItIsThatItCannotListen() throws Exception {
    try (var taken = new ServerSocket(0)) {
      var settings = MetricsSettings.read(Map.of("METRICS_PORT", "" + taken.getLocalPort()));
      assertThatThrownBy(() -> Metrics.start(settings))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("METRICS_PORT " + taken.getLocalPort());
    }
    for (var wrong : new String[] {"65536", "-1", "nine", "123456"}) {
      assertThatThrownBy(() -> MetricsSettings.read(Map.of("METRICS_PORT", wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("METRICS_PORT");
    }
  }

  private static void record(MeterRegistry registry, String name) {
    Timer.builder(name)
        .publishPercentileHistogram()
        .register(registry)
        .record(Duration.ofMillis(40));
  }

  private static HttpResponse<String> get(Metrics metrics, String path) throws Exception {
    var url = URI.create("http://localhost:" + metrics.port().getAsInt() + path);
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }
  }
}
