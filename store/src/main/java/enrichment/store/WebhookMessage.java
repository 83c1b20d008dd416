package enrichment.store;

import enrichment.domain.ContactDocument;
import java.time.Duration;
import java.util.List;

/**
 * A message that is to be delivered.
 *
 * @param secrets what it is signed with: the account's current secret, and those that a rotation
 *     has replaced a short while ago
 * @param attempts how many were made so far
 * @param pending whether it still is: not delivered, not given up
 * @param dueIn how long it is until the next attempt is due; zero when it is
 */
public record WebhookMessage(
    String url,
    ContactDocument contact,
    List<WebhookSecret> secrets,
    int attempts,
    boolean pending,
    Duration dueIn) {

  public WebhookMessage {
    secrets = List.copyOf(secrets);
  }

  /** The {@code webhook-id}: the same on every attempt, whoever makes it. */
  public String messageId() {
    return "msg_" + contact.contactId().toString().replace("-", "");
  }
}
