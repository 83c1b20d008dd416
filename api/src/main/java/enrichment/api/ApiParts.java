package enrichment.api;

import enrichment.api.temporal.EnrichmentStarter;
import enrichment.api.temporal.RetentionStarter;
import enrichment.api.temporal.WebhookStarter;
import enrichment.store.Admissions;
import enrichment.store.Database;
import enrichment.store.Enrichments;
import enrichment.store.Redeliveries;
import enrichment.temporal.EnrichmentWorkflows;
import io.temporal.client.WorkflowClient;

/** What the API is built of: a database and a connection to Temporal, neither of which it owns. */
public record ApiParts(
    Database database,
    EnrichmentStarter enrichmentStarter,
    WebhookStarter webhookStarter,
    RetentionStarter retentionStarter,
    Readiness readiness,
    ApiSettings settings) {

  public static ApiParts of(Database database, WorkflowClient temporal, ApiSettings settings) {
    return new ApiParts(
        database,
        new EnrichmentStarter(
            new EnrichmentWorkflows(temporal), new Enrichments(database), new Admissions(database)),
        new WebhookStarter(temporal, new Redeliveries(database)),
        new RetentionStarter(temporal),
        Readiness.of(database, temporal.getWorkflowServiceStubs()),
        settings);
  }
}
