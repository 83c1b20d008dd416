package enrichment.workflows;

import enrichment.domain.Admission;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentTotals;
import io.temporal.activity.ActivityInterface;
import java.util.UUID;

/**
 * The ledger, and the decisions that depend on it. Each is one transaction, and idempotent. To
 * settle or to close what the database does not know fails with {@link
 * FailureTypes#ENRICHMENT_UNKNOWN}, not retryable.
 */
@ActivityInterface
public interface CreditActivities {

  /**
   * Decides on an enrichment: consent, credits, and the hold of the whole. Asked again, it gives
   * the decision that was made.
   */
  Admission admitBatch(UUID enrichmentId);

  /**
   * Ends a contact that no lookup has ended, and releases its credits.
   *
   * @return how the contact ended: the given outcome, or the one that it already had
   */
  ContactOutcome settleContact(SettlementInput input);

  /** Closes the books: whatever is still open ends as failed, and every hold is resolved. */
  EnrichmentTotals closeBatch(UUID enrichmentId);
}
