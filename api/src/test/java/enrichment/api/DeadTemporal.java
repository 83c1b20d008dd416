package enrichment.api;

import enrichment.api.http.RateLimits;
import enrichment.api.temporal.EnrichmentStarter;
import enrichment.api.temporal.MaintenanceStarter;
import enrichment.api.temporal.WebUi;
import enrichment.api.temporal.WebhookStarter;
import enrichment.domain.AddressPolicy;
import enrichment.observability.tracing.Tracing;
import enrichment.temporal.MaintenanceWorkflows;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;

/** A second API over the same database, whose Temporal is gone with everything it knew. */
final class DeadTemporal implements AutoCloseable {

  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
  private final EnrichmentApi alone;

  private DeadTemporal(RunningApi api) {
    var client = WorkflowClient.newInstance(stubs);
    EnrichmentStarter starter = api.starter(client, Duration.ofMillis(300));
    alone =
        EnrichmentApi.create(
                new ApiParts(
                    api.database,
                    starter,
                    new WebhookStarter(client),
                    new MaintenanceStarter(new MaintenanceWorkflows(client)),
                    Readiness.of(api.database, client),
                    new WebUi(null, "default"),
                    new ApiSettings(
                        AddressPolicy.allowing(List.of()), null, new RateLimits.Settings(0, 0)),
                    api.metrics,
                    Tracing.OFF))
            .start(0);
  }

  static DeadTemporal beside(RunningApi api) {
    return new DeadTemporal(api);
  }

  int port() {
    return alone.port();
  }

  @Override
  public void close() {
    alone.close();
    stubs.shutdownNow();
  }
}
