package enrichment.workflows;

import enrichment.domain.EnrichmentPlan;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything else about the batch is read from the database.
 *
 * @param plan what was decided at admission; absent until then
 */
public record BulkEnrichmentInput(UUID enrichmentId, @Nullable EnrichmentPlan plan) {

  /** A batch that is yet to be decided on. */
  public static BulkEnrichmentInput received(UUID enrichmentId) {
    return new BulkEnrichmentInput(enrichmentId, null);
  }
}
