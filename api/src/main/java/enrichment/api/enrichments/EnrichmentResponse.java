package enrichment.api.enrichments;

import enrichment.domain.EnrichmentType;
import enrichment.store.enrichments.EnrichmentStatus;
import enrichment.store.enrichments.EnrichmentSummary;
import java.util.List;
import java.util.UUID;

/**
 * @param status {@code queued} (no contact has ended), {@code in_progress}, {@code finished} or
 *     {@code cancelled} (all have ended, and at least one was cancelled). Of one contact that is
 *     looked up for several types, each of these counts here as a contact does
 * @param contacts one that is looked up for several types is one, and ended when all have; it is
 *     found if anything was
 * @param createdAt when the request came in (RFC 3339)
 */
public record EnrichmentResponse(
    UUID enrichmentId,
    List<String> enrichmentType,
    String status,
    ContactCounts contacts,
    WebhookCounts webhooks,
    Credits credits,
    String createdAt) {

  static final String QUEUED = EnrichmentStatus.QUEUED.wireName();

  record ContactCounts(
      int total, int pending, int found, int notFound, int failed, int cancelled) {}

  record WebhookCounts(int delivered, int pending, int failed) {}

  record Credits(long held, long charged, long returned) {}

  public static EnrichmentResponse of(EnrichmentSummary summary) {
    var ended = summary.contactsEnded();
    return new EnrichmentResponse(
        summary.enrichmentId(),
        summary.types().stream().map(EnrichmentType::wireName).toList(),
        summary.status().wireName(),
        new ContactCounts(
            summary.contacts(),
            summary.contacts() - ended.ended(),
            ended.found(),
            ended.notFound(),
            ended.failed(),
            ended.cancelled()),
        new WebhookCounts(
            summary.webhooksDelivered(), summary.webhooksPending(), summary.webhooksFailed()),
        new Credits(summary.creditsHeld(), summary.creditsCharged(), summary.creditsReturned()),
        summary.receivedAt().toString());
  }
}
