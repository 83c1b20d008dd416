package enrichment.api.enrichments;

import enrichment.api.http.AccountHandler;
import enrichment.api.idempotency.Idempotency;
import enrichment.store.accounts.Account;
import enrichment.store.contacts.Contacts;
import enrichment.store.contacts.Contacts.Sent;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.UUID;

/** {@code POST /contacts/single_enrich} */
final class SingleEnrichHandler implements AccountHandler {

  private final EnrichmentReader reader;
  private final EnrichmentIntake intake;
  private final Idempotency idempotency;
  private final Contacts contacts;

  SingleEnrichHandler(
      EnrichmentReader reader,
      EnrichmentIntake intake,
      Idempotency idempotency,
      Contacts contacts) {
    this.reader = reader;
    this.intake = intake;
    this.idempotency = idempotency;
    this.contacts = contacts;
  }

  @Override
  public void handle(Context ctx, Account account) {
    idempotency.answer(
        ctx,
        account,
        request -> {
          var enrichment = reader.readSingle(ctx, account);
          intake.accept(enrichment, account, request);
          answer(ctx, enrichment.enrichmentId(), Sent.of(enrichment.contacts().getFirst()));
        },
        taken -> answer(ctx, taken.enrichmentId(), contacts.sent(taken.enrichmentId())));
  }

  private static void answer(Context ctx, UUID enrichmentId, Sent contact) {
    ctx.status(202)
        .header(Header.LOCATION, EnrichmentHandler.path(enrichmentId))
        .json(
            new SingleEnrichResponse(
                enrichmentId,
                contact.firstName(),
                contact.lastName(),
                EnrichmentResponse.QUEUED,
                contact.custom()));
  }
}
