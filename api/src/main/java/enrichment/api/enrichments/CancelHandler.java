package enrichment.api.enrichments;

import enrichment.api.http.AccountHandler;
import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.temporal.EnrichmentStarter;
import enrichment.store.Account;
import enrichment.store.Cancellations;
import enrichment.store.EnrichmentSummary;
import enrichment.store.Enrichments;
import io.javalin.http.Context;
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
    var summary =
        enrichments
            .summary(account.accountId(), enrichmentId)
            .orElseThrow(() -> new ProblemException(Problem.notFound()));
    var open = cancellations.request(account.accountId(), enrichmentId);
    open.ifPresent(starter::cancel);
    open.ifPresent(
        some ->
            LOG.atInfo().addKeyValue("enrichment_id", enrichmentId).log("enrichment.cancelling"));
    ctx.status(open.isPresent() ? 202 : 200)
        .json(
            new CancelResponse(
                enrichmentId, open.isPresent() ? CANCELLING : ended(account, summary)));
  }

  /** It may have been closed since it was looked at. */
  private String ended(Account account, EnrichmentSummary before) {
    return enrichments
        .summary(account.accountId(), before.enrichmentId())
        .orElse(before)
        .status()
        .wireName();
  }
}
