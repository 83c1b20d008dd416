package enrichment.api.enrichments;

import enrichment.store.NewEnrichment;
import java.util.List;

/** What a batch would need, and be accepted with. */
record DryRunResponse(boolean dryRun, List<String> enrichmentType, int contacts, Credits credits) {

  record Credits(long required, long available) {}

  static DryRunResponse of(NewEnrichment enrichment, long available) {
    return new DryRunResponse(
        true,
        List.of(enrichment.type().wireName()),
        enrichment.contacts().size(),
        new Credits(enrichment.credits(), available));
  }
}
