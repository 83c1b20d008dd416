package enrichment.api.enrichments;

import enrichment.api.http.AccountHandler;
import enrichment.store.Account;
import io.javalin.http.Context;
import io.javalin.http.Header;

/** {@code POST /contacts/single_enrich} */
final class SingleEnrichHandler implements AccountHandler {

  private final EnrichmentReader reader;
  private final EnrichmentIntake intake;

  SingleEnrichHandler(EnrichmentReader reader, EnrichmentIntake intake) {
    this.reader = reader;
    this.intake = intake;
  }

  @Override
  public void handle(Context ctx, Account account) {
    var enrichment = reader.readSingle(ctx, account);
    var enrichmentId = intake.accept(ctx, enrichment, account);
    var contact = enrichment.contacts().getFirst();
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
