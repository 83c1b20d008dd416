package enrichment.workflows;

import enrichment.domain.ContactOutcome;
import enrichment.domain.LookupOutcome;
import org.jspecify.annotations.Nullable;

/**
 * @param outcome what the provider said, or whoever was asked before about a contact that has ended
 * @param contactEnded how the contact ended, if it has
 */
public record LookupResult(LookupOutcome outcome, @Nullable ContactOutcome contactEnded) {}
