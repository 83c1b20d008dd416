package enrichment.workflows;

import enrichment.domain.ContactKey;
import io.temporal.activity.ActivityInterface;

/** Delivers results to the client. */
@ActivityInterface
public interface WebhookActivities {

  /**
   * POSTs a contact's result to its webhook, once, and records the attempt. A message that was
   * delivered is not sent again.
   *
   * @throws io.temporal.failure.ApplicationFailure retryable when the attempt failed; not
   *     retryable, of type {@link FailureTypes#WEBHOOK_GONE} or {@link
   *     FailureTypes#WEBHOOK_EXHAUSTED}, when there is no point in another
   */
  void postWebhook(ContactKey contact);
}
