package enrichment.observability.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives the latencies that Temporal's SDK measures a few buckets where somebody looks at
 * percentiles, and none elsewhere. The SDK asks for 69 each, which would be thousands of series.
 */
final class TemporalLatencies implements MeterFilter {

  private static final String PREFIX = "temporal_";

  private static final Set<String> LOOKED_AT =
      Set.of(
          "temporal_activity_schedule_to_start_latency",
          "temporal_activity_execution_latency",
          "temporal_workflow_task_schedule_to_start_latency",
          "temporal_workflow_task_execution_latency");

  private static final DistributionStatisticConfig NO_BUCKETS =
      DistributionStatisticConfig.builder().percentilesHistogram(false).build();

  private static final DistributionStatisticConfig FEW_BUCKETS =
      DistributionStatisticConfig.builder()
          .percentilesHistogram(false)
          .serviceLevelObjectives(
              Stream.of(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 15_000, 60_000)
                  .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
                  .toArray())
          .build();

  @Override
  public DistributionStatisticConfig configure(
      Meter.Id id, DistributionStatisticConfig configuration) {
    if (!id.getName().startsWith(PREFIX)) {
      return configuration;
    }
    return (LOOKED_AT.contains(id.getName()) ? FEW_BUCKETS : NO_BUCKETS).merge(configuration);
  }
}
