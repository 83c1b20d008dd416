package enrichment.domain;

/** How many contacts of an enrichment ended in which way. */
public record EnrichmentTotals(int found, int notFound, int failed, int cancelled) {

  public static final EnrichmentTotals NONE = new EnrichmentTotals(0, 0, 0, 0);

  public int ended() {
    return found + notFound + failed + cancelled;
  }

  /** How many ended so. */
  public int of(ContactOutcome outcome) {
    return switch (outcome) {
      case FOUND -> found;
      case NOT_FOUND -> notFound;
      case FAILED -> failed;
      case CANCELLED -> cancelled;
    };
  }

  /** These totals with one more contact that ended so. */
  public EnrichmentTotals plus(ContactOutcome outcome) {
    return switch (outcome) {
      case FOUND -> new EnrichmentTotals(found + 1, notFound, failed, cancelled);
      case NOT_FOUND -> new EnrichmentTotals(found, notFound + 1, failed, cancelled);
      case FAILED -> new EnrichmentTotals(found, notFound, failed + 1, cancelled);
      case CANCELLED -> new EnrichmentTotals(found, notFound, failed, cancelled + 1);
    };
  }
}
