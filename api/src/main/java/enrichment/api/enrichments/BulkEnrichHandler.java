package enrichment.api.enrichments;

import enrichment.api.http.AccountHandler;
import enrichment.api.http.Flags;
import enrichment.store.Account;
import io.javalin.http.Context;
import io.javalin.http.Header;

/** {@code POST /contacts/bulk_enrich}, also with {@code ?dry_run=true} */
final class BulkEnrichHandler implements AccountHandler {

  private final EnrichmentReader reader;
  private final EnrichmentIntake intake;

  BulkEnrichHandler(EnrichmentReader reader, EnrichmentIntake intake) {
    this.reader = reader;
    this.intake = intake;
  }

  @Override
  public void handle(Context ctx, Account account) {
    var dryRun = Flags.read(ctx, "dry_run");
    var enrichment = reader.readBulk(ctx, account);
    if (dryRun) {
      ctx.json(DryRunResponse.of(enrichment, intake.check(enrichment, account)));
      return;
    }
    var enrichmentId = intake.accept(ctx, enrichment, account);
    ctx.status(202)
        .header(Header.LOCATION, EnrichmentHandler.path(enrichmentId))
        .json(new BulkEnrichResponse(enrichmentId, EnrichmentResponse.QUEUED));
  }
}
