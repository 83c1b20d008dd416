package enrichment.workflows;

/** How much was purged. */
public record RetentionResult(int enrichments, int contacts) {

  public static final RetentionResult NOTHING = new RetentionResult(0, 0);

  RetentionResult plus(RetentionResult other) {
    return new RetentionResult(enrichments + other.enrichments, contacts + other.contacts);
  }
}
