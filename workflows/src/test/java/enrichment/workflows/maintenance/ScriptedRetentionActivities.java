package enrichment.workflows.maintenance;

/** A database from which a few batches of rows can be purged. */
public final class ScriptedRetentionActivities implements RetentionActivities {

  private int batches;

  public synchronized void willPurge(int count) {
    batches = count;
  }

  @Override
  public synchronized RetentionResult purgeResults() {
    return batches-- > 0 ? new RetentionResult(2, 5, 0) : RetentionResult.NOTHING;
  }
}
