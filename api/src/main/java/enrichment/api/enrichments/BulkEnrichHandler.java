package enrichment.api.enrichments;

import enrichment.api.http.AccountHandler;
import enrichment.api.http.QueryFlag;
import enrichment.api.idempotency.Idempotency;
import enrichment.store.accounts.Account;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.UUID;

/** {@code POST /contacts/bulk_enrich} */
final class BulkEnrichHandler implements AccountHandler {

  private static final String DRY_RUN = "dry_run";

  private final EnrichmentReader reader;
  private final EnrichmentIntake intake;
  private final Idempotency idempotency;

  BulkEnrichHandler(EnrichmentReader reader, EnrichmentIntake intake, Idempotency idempotency) {
    this.reader = reader;
    this.intake = intake;
    this.idempotency = idempotency;
  }

  @Override
  public void handle(Context ctx, Account account) {
    if (QueryFlag.read(ctx, DRY_RUN)) {
      var enrichment = reader.readBulk(ctx, account);
      ctx.json(DryRunResponse.of(enrichment, intake.check(enrichment, account)));
      return;
    }
    idempotency.answer(
        ctx,
        account,
        request -> {
          var enrichment = reader.readBulk(ctx, account);
          intake.accept(enrichment, account, request);
          answer(ctx, enrichment.enrichmentId());
        },
        taken -> answer(ctx, taken.enrichmentId()));
  }

  private static void answer(Context ctx, UUID enrichmentId) {
    ctx.status(202)
        .header(Header.LOCATION, EnrichmentHandler.path(enrichmentId))
        .json(new BulkEnrichResponse(enrichmentId, EnrichmentResponse.QUEUED));
  }
}
