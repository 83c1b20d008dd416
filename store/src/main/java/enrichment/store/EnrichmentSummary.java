package enrichment.store;

import enrichment.domain.EnrichmentTotals;
import enrichment.domain.EnrichmentType;
import java.time.Instant;
import java.util.UUID;

/**
 * How far an accepted enrichment is.
 *
 * @param price the credits of one hit
 * @param charged how many contacts were charged: hits, but for those that were known before
 * @param webhooksPending messages that are still to be delivered, of contacts that have ended
 * @param webhooksFailed messages that were given up
 */
public record EnrichmentSummary(
    UUID enrichmentId,
    EnrichmentType type,
    int contacts,
    int price,
    EnrichmentTotals ended,
    int charged,
    int webhooksDelivered,
    int webhooksPending,
    int webhooksFailed,
    Instant receivedAt) {

  public EnrichmentStatus status() {
    if (ended.ended() == 0) {
      return EnrichmentStatus.QUEUED;
    }
    if (ended.ended() < contacts) {
      return EnrichmentStatus.IN_PROGRESS;
    }
    return ended.cancelled() > 0 ? EnrichmentStatus.CANCELLED : EnrichmentStatus.FINISHED;
  }

  public long creditsCharged() {
    return (long) charged * price;
  }

  public long creditsReturned() {
    return (long) (ended.ended() - charged) * price;
  }

  public long creditsHeld() {
    return (long) (contacts - ended.ended()) * price;
  }
}
