package enrichment.workflows;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentPlan;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param contact which contact
 * @param plan what its batch decided; absent for a single enrichment, which has yet to be admitted
 * @param endAs how the contact ends without any lookup; absent when it is to be looked up
 */
public record ContactEnrichmentInput(
    ContactKey contact, @Nullable EnrichmentPlan plan, @Nullable ContactOutcome endAs) {

  /** A single enrichment: one contact, at position 0. */
  public static ContactEnrichmentInput single(UUID enrichmentId) {
    return new ContactEnrichmentInput(new ContactKey(enrichmentId, 0), null, null);
  }
}
