package enrichment.api.webhooks;

import enrichment.api.http.Routes;
import enrichment.api.idempotency.Idempotency;
import enrichment.api.temporal.WebhookStarter;
import enrichment.store.accounts.Scope;
import enrichment.store.accounts.WebhookSecrets;
import enrichment.store.contacts.Contacts;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.sql.Database;
import enrichment.store.webhooks.DeliveryLog;
import enrichment.store.webhooks.Redeliveries;
import enrichment.store.webhooks.WebhookTests;

/** What webhooks are signed with, how their deliveries went, and how to have them again. */
public final class WebhookRoutes {

  public static void register(
      Routes routes, Database database, WebhookStarter starter, WebhookUrls urls) {
    var contacts = new Contacts(database);
    var enrichments = new Enrichments(database);

    var deliveries = new DeliveriesHandler(contacts, enrichments, new DeliveryLog(database));
    routes.get("/contacts/{id}/deliveries", Scope.READ, deliveries::ofContact);
    routes.get("/enrichments/{id}/deliveries", Scope.READ, deliveries::ofEnrichment);

    var redelivery =
        new RedeliveryHandler(
            contacts, enrichments, new Redeliveries(database), starter, new Idempotency(database));
    routes.post("/contacts/{id}/redeliver", Scope.ENRICH, redelivery::ofContact);
    routes.post("/enrichments/{id}/redeliver", Scope.ENRICH, redelivery::ofEnrichment);

    var secret = new WebhookSecretHandler(new WebhookSecrets(database));
    routes.get("/account/webhook_secret", Scope.ACCOUNT, secret::show);
    routes.post("/account/webhook_secret/rotate", Scope.ACCOUNT, secret::rotate);
    routes.post(
        "/account/webhook_test",
        Scope.ACCOUNT,
        new WebhookTestHandler(urls, new WebhookTests(database), starter));
  }

  private WebhookRoutes() {}
}
