package enrichment.workflows;

/** A database from which a few batches of rows can be purged. */
final class ScriptedRetentionActivities implements RetentionActivities {

  private int batches;

  synchronized void willPurge(int count) {
    batches = count;
  }

  @Override
  public synchronized RetentionResult purgeResults() {
    return batches-- > 0 ? new RetentionResult(2, 5, 0) : RetentionResult.NOTHING;
  }
}
