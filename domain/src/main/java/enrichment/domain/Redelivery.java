package enrichment.domain;

import java.util.List;
import java.util.UUID;

/** Messages that are delivered again, from the first attempt on. */
public record Redelivery(UUID redeliveryId, UUID accountId, List<UUID> messageIds) {

  public Redelivery {
    messageIds = List.copyOf(messageIds);
  }
}
