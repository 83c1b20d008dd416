package enrichment.domain;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A batch whose contacts are all final, as JSON: the body of the webhook of the event {@code
 * enrichment.finished}. It has a {@code type}, by which it can be told from a contact's.
 *
 * @param createdAt when the request came in
 * @param finishedAt when the last contact became final
 */
@JsonPropertyOrder({
  "type",
  "enrichment_id",
  "enrichment_type",
  "status",
  "contacts",
  "credits",
  "created_at",
  "finished_at"
})
public record EnrichmentFinishedDocument(
    @JsonProperty("enrichment_id") UUID enrichmentId,
    @JsonProperty("enrichment_type") List<String> enrichmentType,
    @JsonProperty("contacts") Contacts contacts,
    @JsonProperty("credits") Credits credits,
    @JsonProperty("created_at") String createdAt,
    @JsonProperty("finished_at") String finishedAt)
    implements WebhookDocument {

  /** How many contacts ended in which way. */
  @JsonPropertyOrder({"total", "found", "not_found", "failed", "cancelled"})
  public record Contacts(
      @JsonProperty("total") int total,
      @JsonProperty("found") int found,
      @JsonProperty("not_found") int notFound,
      @JsonProperty("failed") int failed,
      @JsonProperty("cancelled") int cancelled) {}

  public record Credits(
      @JsonProperty("charged") long charged, @JsonProperty("returned") long returned) {}

  public EnrichmentFinishedDocument {
    enrichmentType = List.copyOf(enrichmentType);
  }

  /**
   * @param price the credits of one hit
   * @param charged how many hits were charged; those that were known before are not
   */
  public static EnrichmentFinishedDocument of(
      UUID enrichmentId,
      EnrichmentType type,
      int price,
      EnrichmentTotals totals,
      int charged,
      Instant createdAt,
      Instant finishedAt) {
    var total = totals.ended();
    return new EnrichmentFinishedDocument(
        enrichmentId,
        List.of(type.wireName()),
        new Contacts(total, totals.found(), totals.notFound(), totals.failed(), totals.cancelled()),
        new Credits((long) charged * price, (long) (total - charged) * price),
        createdAt.toString(),
        finishedAt.toString());
  }

  @JsonProperty("type")
  public String type() {
    return WebhookEvent.ENRICHMENT_FINISHED.wireName();
  }

  /** As {@code GET /enrichments/{id}} has it. */
  @JsonProperty("status")
  public String status() {
    return contacts.cancelled() > 0 ? "cancelled" : "finished";
  }
}
