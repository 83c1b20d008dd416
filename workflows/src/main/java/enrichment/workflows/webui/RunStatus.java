package enrichment.workflows.webui;

import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentTotals;
import java.util.Locale;

/** What the search attribute {@code EnrichmentStatus} says of an enrichment, or of a contact. */
enum RunStatus {
  /** Yet to be decided on. */
  QUEUED,
  IN_PROGRESS,
  FINISHED,
  /** Of a contact alone: no provider could answer. */
  FAILED,
  /** Of an enrichment: at least one of its contacts was cancelled. */
  CANCELLED,
  REJECTED;

  static RunStatus of(EnrichmentTotals totals) {
    return totals.cancelled() > 0 ? CANCELLED : FINISHED;
  }

  static RunStatus of(ContactOutcome outcome) {
    return switch (outcome) {
      case FOUND, NOT_FOUND -> FINISHED;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
    };
  }

  String attribute() {
    return name().toLowerCase(Locale.ROOT);
  }
}
