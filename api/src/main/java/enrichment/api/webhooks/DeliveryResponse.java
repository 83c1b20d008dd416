package enrichment.api.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import enrichment.domain.WebhookEvent;
import enrichment.store.webhooks.DeliveryAttempt;
import enrichment.store.webhooks.DeliveryReport;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far the delivery of a message is.
 *
 * @param contactId absent for a message about a whole enrichment, as is {@code position}
 * @param status {@code pending}, {@code delivered}, {@code gone} or {@code exhausted}
 * @param nextAttemptAt when the next attempt is due (RFC 3339), if that is not now
 * @param attemptCount how many attempts there were
 * @param lastAttempt in a list of messages, the latest of them
 * @param attempts for a single contact, the latest 100, oldest first
 */
record DeliveryResponse(
    String webhookId,
    String event,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID contactId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer position,
    String status,
    @Nullable String nextAttemptAt,
    int attemptCount,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Attempt lastAttempt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Attempt> attempts) {

  /**
   * @param at RFC 3339
   * @param status the HTTP status of the answer, if there was one
   * @param error what kind of failure there was instead
   * @param responseBody the first 1 KiB of the answer's body
   */
  record Attempt(
      String at,
      long durationMs,
      @Nullable Integer status,
      @Nullable String error,
      @Nullable String responseBody) {

    static Attempt of(DeliveryAttempt attempt) {
      return new Attempt(
          attempt.attemptedAt().toString(),
          attempt.took().toMillis(),
          attempt.status(),
          attempt.error(),
          attempt.responseBody());
    }
  }

  /** With the attempts that the report has. */
  static DeliveryResponse inFull(DeliveryReport report) {
    return of(report, null, attempts(report));
  }

  /** With the last attempt alone. */
  static DeliveryResponse inShort(DeliveryReport report) {
    var attempts = attempts(report);
    return of(report, attempts.isEmpty() ? null : attempts.getLast(), null);
  }

  private static List<Attempt> attempts(DeliveryReport report) {
    return report.attempts().stream().map(Attempt::of).toList();
  }

  private static DeliveryResponse of(
      DeliveryReport report, @Nullable Attempt lastAttempt, @Nullable List<Attempt> attempts) {
    var aboutContact = report.position() != null;
    var event = aboutContact ? WebhookEvent.CONTACT_FINISHED : WebhookEvent.ENRICHMENT_FINISHED;
    return new DeliveryResponse(
        report.webhookId(),
        event.wireName(),
        aboutContact ? report.messageId() : null,
        report.position(),
        DeliveriesHandler.wireName(report.state()),
        report.nextAttemptAt() == null ? null : report.nextAttemptAt().toString(),
        report.attempted(),
        lastAttempt,
        attempts);
  }
}
