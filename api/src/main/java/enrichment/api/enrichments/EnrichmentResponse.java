package enrichment.api.enrichments;

import enrichment.store.EnrichmentStatus;
import enrichment.store.EnrichmentSummary;
import java.util.List;
import java.util.UUID;

/**
 * @param status {@code queued} (no contact has ended), {@code in_progress}, {@code finished} or
 *     {@code cancelled} (all have ended, and at least one was cancelled)
 * @param createdAt when the request came in (RFC 3339)
 */
record EnrichmentResponse(
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

  static EnrichmentResponse of(EnrichmentSummary summary) {
    var ended = summary.ended();
    return new EnrichmentResponse(
        summary.enrichmentId(),
        List.of(summary.type().wireName()),
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
