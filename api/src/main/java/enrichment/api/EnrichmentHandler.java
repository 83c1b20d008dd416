package enrichment.api;

import enrichment.store.Account;
import enrichment.store.Enrichments;
import io.javalin.http.Context;
import java.util.UUID;

/** {@code GET /enrichments/{id}} */
final class EnrichmentHandler implements AccountHandler {

  private final Enrichments enrichments;

  EnrichmentHandler(Enrichments enrichments) {
    this.enrichments = enrichments;
  }

  static String path(UUID enrichmentId) {
    return EnrichmentApi.BASE_PATH + "/enrichments/" + enrichmentId;
  }

  @Override
  public void handle(Context ctx, Account account) {
    ctx.json(
        enrichments
            .summary(account.accountId(), PathIds.read(ctx))
            .map(EnrichmentResponse::of)
            .orElseThrow(() -> new ProblemException(Problem.notFound())));
  }
}
