package enrichment.workflows.maintenance;

import enrichment.workflows.steps.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

public final class RetentionWorkflowImpl implements RetentionWorkflow {

  /** So that no history gets long, however much there is to purge. */
  private static final int BATCHES_PER_RUN = 200;

  /** One transaction; the next schedule finds whatever this one leaves. */
  private static final ActivityOptions PURGE_OPTIONS =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.ENRICHMENT)
          .setSummary("some hundred contacts")
          .setStartToCloseTimeout(Duration.ofMinutes(1))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofSeconds(1))
                  .setMaximumInterval(Duration.ofMinutes(5))
                  .build())
          .build();

  private final RetentionActivities retention =
      Workflow.newActivityStub(RetentionActivities.class, PURGE_OPTIONS);

  @Override
  public RetentionResult purgeExpired(RetentionInput input) {
    var purged = input.before();
    for (var batch = 0; batch < BATCHES_PER_RUN; batch++) {
      var result = retention.purgeResults();
      if (result.equals(RetentionResult.NOTHING)) {
        return purged;
      }
      purged = purged.plus(result);
    }
    return Workflow.newContinueAsNewStub(RetentionWorkflow.class)
        .purgeExpired(new RetentionInput(purged));
  }
}
