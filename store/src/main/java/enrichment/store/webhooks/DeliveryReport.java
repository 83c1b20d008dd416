package enrichment.store.webhooks;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far the delivery of a message is.
 *
 * @param position the contact's; absent for a message about a whole enrichment
 * @param nextAttemptAt when the next attempt is due; absent when it is due already, and when there
 *     is none
 * @param attempts what was tried, oldest first: the latest 100, or in a list of messages the last
 *     one
 * @param attempted how many attempts there were in all
 */
public record DeliveryReport(
    UUID messageId,
    UUID enrichmentId,
    @Nullable Integer position,
    DeliveryState state,
    @Nullable Instant nextAttemptAt,
    int attempted,
    List<DeliveryAttempt> attempts) {

  public DeliveryReport {
    attempts = List.copyOf(attempts);
  }

  public String webhookId() {
    return WebhookMessage.webhookId(messageId);
  }
}
