package enrichment.workflows.maintenance;

/**
 * @param before what earlier runs of this workflow have purged
 */
public record RetentionInput(RetentionResult before) {

  public static final RetentionInput FIRST = new RetentionInput(RetentionResult.NOTHING);
}
