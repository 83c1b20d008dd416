package enrichment.workflows.maintenance;

import io.temporal.activity.ActivityInterface;

/** What happens to results whose time is over. How long that is, the worker knows. */
@ActivityInterface
public interface RetentionActivities {

  /**
   * Purges the oldest enrichments for some seconds, a few hundred contacts in each transaction, and
   * removes what is left of those that were purged long ago. What was purged is not purged again.
   *
   * @return {@link RetentionResult#NOTHING} when nothing is left
   */
  RetentionResult purgeResults();
}
