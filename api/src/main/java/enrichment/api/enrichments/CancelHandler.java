package enrichment.api.enrichments;

import enrichment.api.http.AccountHandler;
import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.temporal.EnrichmentStarter;
import enrichment.store.accounts.Account;
import enrichment.store.enrichments.Cancellations;
import enrichment.store.enrichments.Enrichments;
import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /enrichments/{id}/cancel} */
final class CancelHandler implements AccountHandler {

  private static final Logger LOG = LoggerFactory.getLogger(CancelHandler.class);

  private static final String CANCELLING = "cancelling";

  /**
   * @param status {@code cancelling}, or how the enrichment had ended before
   */
  record CancelResponse(UUID enrichmentId, String status) {}

  private final Enrichments enrichments;
  private final Cancellations cancellations;
  private final EnrichmentStarter starter;

  CancelHandler(Enrichments enrichments, Cancellations cancellations, EnrichmentStarter starter) {
    this.enrichments = enrichments;
    this.cancellations = cancellations;
    this.starter = starter;
  }

  @Override
  public void handle(Context ctx, Account account) {
    var enrichmentId = PathIds.read(ctx);
    status(account, enrichmentId);
    var open = cancellations.request(account.accountId(), enrichmentId);
    if (open.isPresent()) {
      LOG.atInfo().addKeyValue("enrichment_id", enrichmentId).log("enrichment.cancelling");
      starter.cancel(List.of(open.get()));
      ctx.status(202).json(new CancelResponse(enrichmentId, CANCELLING));
    } else {
      ctx.json(new CancelResponse(enrichmentId, status(account, enrichmentId)));
    }
  }

  private String status(Account account, UUID enrichmentId) {
    return enrichments
        .summary(account.accountId(), enrichmentId)
        .map(summary -> summary.status().wireName())
        .orElseThrow(() -> new ProblemException(Problem.notFound()));
  }
}
