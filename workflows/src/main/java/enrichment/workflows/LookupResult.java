package enrichment.workflows;

import enrichment.domain.ContactOutcome;
import enrichment.domain.LookupOutcome;
import org.jspecify.annotations.Nullable;

/**
 * @param outcome what the provider said, or whoever was asked before about a contact that has ended
 * @param contactEnded how the contact ended, if it has
 */
public record LookupResult(LookupOutcome outcome, @Nullable ContactOutcome contactEnded) {

  /** Of a contact that has ended, by this lookup or before. */
  public static LookupResult ofEnded(ContactOutcome outcome) {
    return new LookupResult(
        outcome == ContactOutcome.FOUND ? LookupOutcome.FOUND : LookupOutcome.NOT_FOUND, outcome);
  }

  /** Whether the contact goes on. */
  static boolean isOpen(@Nullable LookupResult result) {
    return result == null || result.contactEnded() == null;
  }
}
