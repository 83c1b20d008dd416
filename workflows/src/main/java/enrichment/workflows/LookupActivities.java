package enrichment.workflows;

import io.temporal.activity.ActivityInterface;

/** Asks providers about contacts. */
@ActivityInterface
public interface LookupActivities {

  /**
   * Asks one provider about one contact. A hit, or an answer of the last provider of the plan, ends
   * the contact: its outcome is recorded and its credits are settled before this returns. A contact
   * that has ended is not asked about again.
   *
   * @throws io.temporal.failure.ApplicationFailure of type {@link FailureTypes#PROVIDER_FAILED},
   *     not retryable, when the provider will not answer for this contact
   */
  LookupResult lookUpContact(LookupInput input);
}
