package enrichment.store;

import enrichment.domain.EnrichmentTotals;
import enrichment.domain.EnrichmentType;
import java.time.Instant;
import java.util.UUID;

/**
 * How far an accepted enrichment is.
 *
 * @param price the credits of one hit
 * @param webhooksPending messages that are still to be delivered, of contacts that have ended
 * @param webhooksFailed messages that were given up
 */
public record EnrichmentSummary(
    UUID enrichmentId,
    EnrichmentType type,
    int contacts,
    int price,
    EnrichmentTotals ended,
    int webhooksDelivered,
    int webhooksPending,
    int webhooksFailed,
    Instant receivedAt) {

  public long creditsCharged() {
    return (long) ended.found() * price;
  }

  public long creditsReturned() {
    return (long) (ended.ended() - ended.found()) * price;
  }

  public long creditsHeld() {
    return (long) (contacts - ended.ended()) * price;
  }
}
