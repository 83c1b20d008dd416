package enrichment.api.enrichments;

import enrichment.domain.EnrichmentType;
import enrichment.store.contacts.NewEnrichment;
import java.util.List;

/**
 * What a request would come to that is accepted right now.
 *
 * @param contacts how many there are
 */
record DryRunResponse(boolean dryRun, List<String> enrichmentType, int contacts, Credits credits) {

  /**
   * @param required what is held for it, and charged if every contact is found
   * @param available what the account has
   */
  record Credits(long required, long available) {}

  static DryRunResponse of(NewEnrichment enrichment, long available) {
    return new DryRunResponse(
        true,
        enrichment.types().stream().map(EnrichmentType::wireName).toList(),
        enrichment.people(),
        new Credits(enrichment.credits(), available));
  }
}
