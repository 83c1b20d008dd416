package enrichment.workflows.maintenance;

import io.temporal.activity.ActivityInterface;

/**
 * Brings Temporal in line with PostgreSQL. What runs already is left alone, so that each of these
 * may be done twice, or by several at once.
 */
@ActivityInterface
public interface ReconciliationActivities {

  /** Starts the workflows of the next unfinished enrichments, where none is running. */
  RestartPage restartEnrichments(RestartInput input);

  /**
   * Starts the workflows of unfinished redeliveries, where none is running.
   *
   * @return how many were started
   */
  int restartRedeliveries();

  /**
   * Cancels the workflows of enrichments that are to end early, where Temporal was never told.
   *
   * @return how many were cancelled
   */
  int cancelUntold();
}
