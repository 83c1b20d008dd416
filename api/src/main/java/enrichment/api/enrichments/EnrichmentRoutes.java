package enrichment.api.enrichments;

import enrichment.api.http.Closing;
import enrichment.api.http.EventStreams;
import enrichment.api.http.Routes;
import enrichment.api.idempotency.Idempotency;
import enrichment.api.temporal.EnrichmentStarter;
import enrichment.api.webhooks.WebhookUrls;
import enrichment.store.accounts.ApiKeys;
import enrichment.store.accounts.Scope;
import enrichment.store.contacts.Contacts;
import enrichment.store.credits.CreditLedger;
import enrichment.store.enrichments.Cancellations;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.lookups.LookupTrace;
import enrichment.store.sql.Database;
import enrichment.store.webhooks.Deliveries;
import io.micrometer.core.instrument.MeterRegistry;

/** Enrichments, and the contacts in them. */
public final class EnrichmentRoutes {

  public static void register(
      Routes routes,
      Database database,
      EnrichmentStarter starter,
      WebhookUrls webhookUrls,
      Closing closing,
      MeterRegistry metrics) {
    var reader = new EnrichmentReader(webhookUrls);
    var enrichments = new Enrichments(database);
    var contacts = new Contacts(database);
    var intake =
        new EnrichmentIntake(
            new CreditLedger(database),
            enrichments,
            new Deliveries(database),
            starter,
            new AdmissionMetrics(metrics));
    var idempotency = new Idempotency(database);

    routes.post(
        "/contacts/bulk_enrich", Scope.ENRICH, new BulkEnrichHandler(reader, intake, idempotency));
    routes.post(
        "/contacts/single_enrich",
        Scope.ENRICH,
        new SingleEnrichHandler(reader, intake, idempotency, contacts));
    routes.post(
        "/contacts/sync_single_enrich",
        Scope.ENRICH,
        new SyncEnrichHandler(reader, intake, idempotency, contacts, closing));
    routes.get("/contacts/{id}", Scope.READ, new ContactHandler(contacts));
    routes.get(
        "/contacts/{id}/lookups",
        Scope.READ,
        new LookupsHandler(contacts, new LookupTrace(database)));
    routes.get("/enrichments", Scope.READ, new EnrichmentsHandler(enrichments)::list);
    routes.get("/enrichments/{id}", Scope.READ, new EnrichmentHandler(enrichments));
    routes.get(
        "/enrichments/{id}/contacts", Scope.READ, new ContactsHandler(enrichments, contacts)::list);
    routes.get(
        "/enrichments/{id}/events",
        Scope.READ,
        new EventsHandler(enrichments, new ApiKeys(database), new EventStreams(closing, metrics)));
    routes.post(
        "/enrichments/{id}/cancel",
        Scope.ENRICH,
        new CancelHandler(enrichments, new Cancellations(database), starter));
  }

  private EnrichmentRoutes() {}
}
