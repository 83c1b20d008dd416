package enrichment.api;

import enrichment.domain.AddressPolicy;
import enrichment.store.Accounts;
import enrichment.store.Admissions;
import enrichment.store.Contacts;
import enrichment.store.CreditLedger;
import enrichment.store.Database;
import enrichment.store.Deliveries;
import enrichment.store.DeliveryLog;
import enrichment.store.Enrichments;
import enrichment.store.LookupTrace;
import enrichment.store.ProviderStatistics;
import enrichment.store.Redeliveries;
import enrichment.store.WebhookSecrets;
import enrichment.store.WebhookTests;
import io.temporal.client.WorkflowClient;
import org.jspecify.annotations.Nullable;

/**
 * What the API is built of.
 *
 * @param webhookAddresses where webhooks may be sent to
 * @param adminToken what the admin API asks for; null: there is no admin API
 */
public record ApiParts(
    Accounts accounts,
    CreditLedger credits,
    Enrichments enrichments,
    Contacts contacts,
    LookupTrace trace,
    ProviderStatistics providers,
    Webhooks webhooks,
    EnrichmentStarter starter,
    AddressPolicy webhookAddresses,
    @Nullable String adminToken,
    Readiness readiness) {

  /** The parts over a database and a connection to Temporal, neither of which they own. */
  public static ApiParts of(
      Database database,
      WorkflowClient temporal,
      AddressPolicy webhookAddresses,
      @Nullable String adminToken) {
    var enrichments = new Enrichments(database);
    return new ApiParts(
        new Accounts(database),
        new CreditLedger(database),
        enrichments,
        new Contacts(database),
        new LookupTrace(database),
        new ProviderStatistics(database),
        Webhooks.of(database, temporal),
        new EnrichmentStarter(temporal, enrichments, new Admissions(database)),
        webhookAddresses,
        adminToken,
        Readiness.of(database, temporal.getWorkflowServiceStubs()));
  }

  /** What has to do with webhooks. */
  public record Webhooks(
      WebhookSecrets secrets,
      Deliveries deliveries,
      DeliveryLog log,
      Redeliveries redeliveries,
      WebhookTests tests,
      WebhookStarter starter) {

    static Webhooks of(Database database, WorkflowClient temporal) {
      var redeliveries = new Redeliveries(database);
      return new Webhooks(
          new WebhookSecrets(database),
          new Deliveries(database),
          new DeliveryLog(database),
          redeliveries,
          new WebhookTests(database),
          new WebhookStarter(temporal, redeliveries));
    }
  }

  /** Keeps the token out of logs. */
  @Override
  public String toString() {
    return "ApiParts";
  }
}
