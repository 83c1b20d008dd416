package enrichment.store.webhooks;

import enrichment.domain.WebhookDocument;
import enrichment.store.accounts.WebhookSecret;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that is to be delivered.
 *
 * @param messageId the contact's id, or of a message about a whole enrichment that one's
 * @param origin who receives it: scheme, host and port of the URL
 * @param redeliveryId the redelivery that has taken it over, if one has
 * @param attempts how many were made so far
 * @param dueIn how long it is until the next attempt is due; zero when it is
 * @param overdue whether it has been due for longer than the whole schedule takes
 * @param paused whether the receiver has said that it wants no more messages at this URL
 * @param circuit what keeps messages from a receiver that does not answer
 * @param secrets what it is signed with: the account's current secret, and those that a rotation
 *     has replaced a short while ago
 */
public record WebhookMessage(
    UUID messageId,
    UUID accountId,
    String url,
    String origin,
    WebhookDocument document,
    DeliveryState state,
    @Nullable UUID redeliveryId,
    int attempts,
    Duration dueIn,
    boolean overdue,
    boolean paused,
    Circuit circuit,
    List<WebhookSecret> secrets) {

  /**
   * The circuit breaker of a receiver.
   *
   * @param open whether messages have to wait; one at a time may probe
   * @param probeIn how long it is until one may
   */
  public record Circuit(boolean open, Duration probeIn) {}

  public WebhookMessage {
    secrets = List.copyOf(secrets);
  }

  /** The {@code webhook-id}: the same on every attempt, whoever makes it. */
  public String webhookId() {
    return webhookId(messageId);
  }

  static String webhookId(UUID messageId) {
    return "msg_" + messageId.toString().replace("-", "");
  }
}
