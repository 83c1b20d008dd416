package enrichment.temporal;

import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
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
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;

  private TemporalConnection(ClientConfigProfile profile) {
    this.profile = profile;
    this.service = WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    this.client = WorkflowClient.newInstance(service, profile.toWorkflowClientOptions());
  }

  /**
   * @throws IllegalArgumentException with one sentence, when the environment or the file that it
   *     names cannot be read
   */
  public static TemporalConnection open() {
    try {
      return new TemporalConnection(ClientConfigProfile.load());
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
  }
}
