package enrichment.api.enrichments;

import enrichment.api.http.AccountHandler;
import enrichment.store.Account;
import io.javalin.http.Context;
import io.javalin.http.Header;

/** {@code POST /contacts/bulk_enrich} */
final class BulkEnrichHandler implements AccountHandler {

  private final EnrichmentReader reader;
  private final EnrichmentIntake intake;

  BulkEnrichHandler(EnrichmentReader reader, EnrichmentIntake intake) {
    this.reader = reader;
    this.intake = intake;
  }

  @Override
  public void handle(Context ctx, Account account) {
    var enrichment = reader.readBulk(ctx, account);
    intake.accept(enrichment, account);
    ctx.status(202)
        .header(Header.LOCATION, EnrichmentHandler.path(enrichment.enrichmentId()))
        .json(new BulkEnrichResponse(enrichment.enrichmentId(), EnrichmentResponse.QUEUED));
  }
}
