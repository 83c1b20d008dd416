package enrichment.temporal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A connection to the Temporal server that the environment names, as the {@code temporal} command
 * line reads it: {@code TEMPORAL_ADDRESS}, {@code TEMPORAL_NAMESPACE}, {@code TEMPORAL_TLS_…},
 * {@code TEMPORAL_API_KEY}, {@code TEMPORAL_PROFILE}. It connects when it is first used, so that
 * the server may come up later.
 */
public final class TemporalConnection implements AutoCloseable {

  private static final long GRACE_SECONDS = 5;

  private final ClientConfigProfile profile;
  private final TemporalMetrics metrics;
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;

  private TemporalConnection(ClientConfigProfile profile, MeterRegistry registry) {
    this.profile = profile;
    this.metrics = TemporalMetrics.into(registry);
    this.service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
                .setMetricsScope(metrics.scope())
                .build());
    this.client = WorkflowClient.newInstance(service, profile.toWorkflowClientOptions());
  }

  /** Measures nothing; else as {@link #open(MeterRegistry)}. */
  public static TemporalConnection open() {
    // One with no registry in it counts nothing.
    return open(new CompositeMeterRegistry());
  }

  /**
   * @param registry for what the SDK measures
   * @throws IllegalArgumentException with one sentence, when the environment or the file that it
   *     names cannot be read
   */
  public static TemporalConnection open(MeterRegistry registry) {
    try {
      return new TemporalConnection(ClientConfigProfile.load(), registry);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Temporal's configuration cannot be read: " + e.getMessage(), e);
    }
  }

  public WorkflowServiceStubs service() {
    return service;
  }

  public WorkflowClient client() {
    return client;
  }

  /** Host and port. */
  public String address() {
    return profile.getAddress();
  }

  @Override
  public void close() {
    service.shutdown();
    service.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
    metrics.close();
  }
}
