package enrichment.api.enrichments;

import enrichment.api.http.AccountHandler;
import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.http.Routes;
import enrichment.store.accounts.Account;
import enrichment.store.enrichments.Enrichments;
import io.javalin.http.Context;
import java.util.UUID;

/** {@code GET /enrichments/{id}} */
final class EnrichmentHandler implements AccountHandler {

  private final Enrichments enrichments;

  EnrichmentHandler(Enrichments enrichments) {
    this.enrichments = enrichments;
  }

  static String path(UUID enrichmentId) {
    return Routes.path("/enrichments/" + enrichmentId);
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
