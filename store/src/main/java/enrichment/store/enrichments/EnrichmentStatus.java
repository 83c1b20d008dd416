package enrichment.store.enrichments;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far an accepted enrichment is. */
public enum EnrichmentStatus {
  /** No contact has ended. */
  QUEUED,
  IN_PROGRESS,
  /** All contacts have ended, and none of them was cancelled. */
  FINISHED,
  /** All contacts have ended, and at least one was cancelled. */
  CANCELLED;

  /** As it is written in JSON. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<EnrichmentStatus> fromWireName(String name) {
    return Arrays.stream(values()).filter(status -> status.wireName().equals(name)).findFirst();
  }

  public boolean isFinal() {
    return this == FINISHED || this == CANCELLED;
  }
}
