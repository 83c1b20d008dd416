package enrichment.store.enrichments;

import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentTotals;
import enrichment.domain.EnrichmentType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How far an accepted enrichment is.
 *
 * @param types what is looked up: several of a {@link EnrichmentKind#COMBINED} one, else one
 * @param lookedUp how many things are looked up: one a contact, or of a combined one one a type
 * @param ended how many of these have ended, and how
 * @param creditsReturned of those that have ended
 * @param webhooksPending messages that are still to be delivered, of contacts that have ended
 * @param webhooksFailed messages that were given up
 */
public record EnrichmentSummary(
    UUID enrichmentId,
    EnrichmentKind kind,
    List<EnrichmentType> types,
    int lookedUp,
    EnrichmentTotals ended,
    long creditsHeld,
    long creditsCharged,
    long creditsReturned,
    int webhooksDelivered,
    int webhooksPending,
    int webhooksFailed,
    Instant receivedAt) {

  public EnrichmentSummary {
    types = List.copyOf(types);
  }

  public EnrichmentStatus status() {
    if (ended.ended() == 0) {
      return EnrichmentStatus.QUEUED;
    }
    if (!hasEnded()) {
      return EnrichmentStatus.IN_PROGRESS;
    }
    return ended.cancelled() > 0 ? EnrichmentStatus.CANCELLED : EnrichmentStatus.FINISHED;
  }

  public boolean hasEnded() {
    return ended.ended() == lookedUp;
  }

  /** How many contacts the client sent. */
  public int contacts() {
    return kind == EnrichmentKind.COMBINED ? 1 : lookedUp;
  }

  /** How many of these have ended, and how. */
  public EnrichmentTotals contactsEnded() {
    if (kind != EnrichmentKind.COMBINED) {
      return ended;
    }
    return hasEnded() ? EnrichmentTotals.NONE.plus(combined()) : EnrichmentTotals.NONE;
  }

  private ContactOutcome combined() {
    if (ended.found() > 0) {
      return ContactOutcome.FOUND;
    }
    if (ended.notFound() > 0) {
      return ContactOutcome.NOT_FOUND;
    }
    return ended.cancelled() > 0 ? ContactOutcome.CANCELLED : ContactOutcome.FAILED;
  }
}
