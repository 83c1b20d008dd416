package enrichment.workflows.webhooks;

import enrichment.domain.ContactKey;
import enrichment.workflows.steps.FailureTypes;
import io.temporal.activity.ActivityInterface;
import java.util.UUID;

/**
 * Delivers results to the client. Each method POSTs one message, once, and records the attempt; a
 * message that was delivered is not sent again.
 *
 * <p>Where a message is not delivered, an {@link io.temporal.failure.ApplicationFailure} says so:
 * retryable, with the delay until the next attempt, when there is one; not retryable, of type
 * {@link FailureTypes#WEBHOOK_GONE}, {@link FailureTypes#WEBHOOK_EXHAUSTED}, {@link
 * FailureTypes#WEBHOOK_SUPERSEDED} or {@link FailureTypes#ENRICHMENT_UNKNOWN}, when there is no
 * point in another.
 */
@ActivityInterface
public interface WebhookActivities {

  /** The result of a contact. */
  void postWebhook(ContactKey contact);

  /** That all contacts of an enrichment are final. */
  void postFinishedWebhook(UUID enrichmentId);

  /** A message that is delivered again. */
  void repostWebhook(RedeliveryStep step);

  /** A sample that tries a URL out; what comes back is recorded, and fails nothing. */
  void postSampleWebhook(UUID testId);
}
