package enrichment.workflows;

import enrichment.domain.LookupOutcome;
import enrichment.workflows.steps.FailureTypes;
import io.temporal.activity.ActivityInterface;

/**
 * Asks providers about contacts. An answer is recorded before any of these returns, and a provider
 * that has answered is not asked the same again.
 *
 * <p>Each of them throws an {@link io.temporal.failure.ApplicationFailure} of type {@link
 * FailureTypes#PROVIDER_FAILED}, not retryable, when the provider will not answer for this contact.
 * One of type {@link FailureTypes#ASK_LATER} says when the next attempt makes sense, and one of
 * type {@link FailureTypes#ENRICHMENT_UNKNOWN}, not retryable, that there is no such contact.
 */
@ActivityInterface
public interface LookupActivities {

  /**
   * Asks one provider about one contact. A hit, or an answer of the last provider of the plan, ends
   * the contact: its outcome is recorded and its credits are settled before this returns. A contact
   * that has ended is not asked about again.
   *
   * @return {@link LookupOutcome#UNAVAILABLE} when the provider cannot be asked now and is not
   *     waited for; {@link LookupOutcome#FOUND} with an open contact when what was found has yet to
   *     be verified
   */
  LookupResult lookUpContact(LookupInput input);

  /**
   * Asks one verifier about the email that a provider has found. An email that exists ends the
   * contact as found, and so does one of which the last verifier knows nothing.
   *
   * @return {@link LookupOutcome#REFUTED} when there is no such mailbox; {@link
   *     LookupOutcome#NOT_FOUND} when the verifier cannot tell
   */
  LookupResult verifyEmail(VerificationInput input);

  /**
   * Asks one provider for the domain of a contact's company, and keeps it with the contact. A
   * provider that cannot be asked is not waited for.
   */
  ResolutionResult resolveDomain(ResolutionInput input);
}
