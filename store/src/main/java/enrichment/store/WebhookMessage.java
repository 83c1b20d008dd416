package enrichment.store;

import enrichment.domain.ContactDocument;

/**
 * A message that is to be delivered.
 *
 * @param attempts how many were made so far
 * @param pending whether it still is: not delivered, not given up
 */
public record WebhookMessage(String url, ContactDocument contact, int attempts, boolean pending) {

  /** The {@code webhook-id}: the same on every attempt, whoever makes it. */
  public String messageId() {
    return "msg_" + contact.contactId().toString().replace("-", "");
  }
}
