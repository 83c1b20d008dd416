package enrichment.workflows.webhooks;

import java.util.List;
import java.util.UUID;

/**
 * @param redeliveryId on whose behalf the messages are sent
 * @param messageIds which messages
 */
public record WebhookRedeliveryInput(UUID redeliveryId, List<UUID> messageIds) {

  public WebhookRedeliveryInput {
    messageIds = List.copyOf(messageIds);
  }
}
