package enrichment.api.admin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import enrichment.api.enrichments.EnrichmentResponse;
import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.temporal.WebUi;
import enrichment.domain.OpenEnrichment;
import enrichment.store.enrichments.EnrichmentSummary;
import enrichment.store.enrichments.Enrichments;
import enrichment.temporal.EnrichmentWorkflows;
import io.javalin.http.Context;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code GET /admin/enrichments/{id}}: anybody's, and where to look into its run. */
final class OperatorsEnrichmentHandler {

  /**
   * @param enrichment what its account is told of it
   * @param webUi its workflow in Temporal's web UI; null where that is not known
   */
  record OperatorsEnrichmentResponse(
      UUID accountId,
      @JsonUnwrapped EnrichmentResponse enrichment,
      String workflowId,
      @Nullable String webUi) {}

  private final Enrichments enrichments;
  private final WebUi webUi;

  OperatorsEnrichmentHandler(Enrichments enrichments, WebUi webUi) {
    this.enrichments = enrichments;
    this.webUi = webUi;
  }

  void show(Context ctx) {
    var enrichmentId = PathIds.read(ctx);
    ctx.json(
        enrichments
            .account(enrichmentId)
            .flatMap(
                accountId ->
                    enrichments
                        .summary(accountId, enrichmentId)
                        .map(summary -> response(accountId, summary)))
            .orElseThrow(() -> new ProblemException(Problem.notFound())));
  }

  private OperatorsEnrichmentResponse response(UUID accountId, EnrichmentSummary summary) {
    var workflowId =
        EnrichmentWorkflows.workflowId(
            new OpenEnrichment(summary.enrichmentId(), accountId, summary.kind(), summary.types()));
    return new OperatorsEnrichmentResponse(
        accountId, EnrichmentResponse.of(summary), workflowId, webUi.workflow(workflowId));
  }
}
