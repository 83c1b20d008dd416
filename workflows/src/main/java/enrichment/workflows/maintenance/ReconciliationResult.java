package enrichment.workflows.maintenance;

import enrichment.domain.Unfinished;

/**
 * What was not as it should be.
 *
 * @param restarted accepted enrichments without a workflow, which have one again
 * @param cancelled enrichments that Temporal had not been told to cancel
 * @param redelivered redeliveries without a workflow, which have one again
 * @param holdsEnded enrichments that held credits though their books were closed
 */
public record ReconciliationResult(int restarted, int cancelled, int redelivered, int holdsEnded) {

  public static final ReconciliationResult NOTHING = new ReconciliationResult(0, 0, 0, 0);

  ReconciliationResult plusStarted(Unfinished why, int count) {
    return why == Unfinished.HOLDING
        ? new ReconciliationResult(restarted, cancelled, redelivered, holdsEnded + count)
        : new ReconciliationResult(restarted + count, cancelled, redelivered, holdsEnded);
  }

  ReconciliationResult plusRedelivered(int count) {
    return new ReconciliationResult(restarted, cancelled, redelivered + count, holdsEnded);
  }

  ReconciliationResult plusCancelled(int count) {
    return new ReconciliationResult(restarted, cancelled + count, redelivered, holdsEnded);
  }
}
