package enrichment.workflows.maintenance;

/**
 * How much was purged.
 *
 * @param removed contacts that were purged before, of which nothing is left any more; earlier
 *     versions left all
 */
public record RetentionResult(int enrichments, int contacts, int removed) {

  public static final RetentionResult NOTHING = new RetentionResult(0, 0, 0);

  public RetentionResult plus(RetentionResult other) {
    return new RetentionResult(
        enrichments + other.enrichments, contacts + other.contacts, removed + other.removed);
  }
}
