package enrichment.api;

import enrichment.api.temporal.EnrichmentStarter;
import enrichment.api.temporal.MaintenanceStarter;
import enrichment.api.temporal.WebUi;
import enrichment.api.temporal.WebhookStarter;
import enrichment.observability.tracing.Tracing;
import enrichment.store.enrichments.Admissions;
import enrichment.store.sql.Database;
import enrichment.temporal.EnrichmentWorkflows;
import enrichment.temporal.MaintenanceWorkflows;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;

/** What the API is built of: a database and a connection to Temporal, neither of which it owns. */
public record ApiParts(
    Database database,
    EnrichmentStarter enrichmentStarter,
    WebhookStarter webhookStarter,
    MaintenanceStarter maintenanceStarter,
    Readiness readiness,
    WebUi webUi,
    ApiSettings settings,
    MeterRegistry metrics,
    Tracing tracing) {

  public static ApiParts of(
      Database database,
      WorkflowClient temporal,
      ApiSettings settings,
      MeterRegistry metrics,
      Tracing tracing) {
    return new ApiParts(
        database,
        new EnrichmentStarter(new EnrichmentWorkflows(temporal), new Admissions(database)),
        new WebhookStarter(temporal),
        new MaintenanceStarter(new MaintenanceWorkflows(temporal)),
        Readiness.of(database, temporal),
        new WebUi(settings.temporalUiUrl(), temporal.getOptions().getNamespace()),
        settings,
        metrics,
        tracing);
  }
}
