package enrichment.workflows.maintenance;

import enrichment.domain.Unfinished;
import enrichment.domain.UnfinishedPlace;
import enrichment.workflows.steps.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

public final class ReconciliationWorkflowImpl implements ReconciliationWorkflow {

  /** So that no history gets long, however much is under way. */
  private static final int PAGES_PER_RUN = 200;

  /** Some hundred short calls to Temporal, each of which is a heartbeat. */
  private static final ActivityOptions OPTIONS =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.ENRICHMENT)
          .setStartToCloseTimeout(Duration.ofMinutes(10))
          .setHeartbeatTimeout(Duration.ofMinutes(1))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofSeconds(1))
                  .setMaximumInterval(Duration.ofMinutes(1))
                  .build())
          .build();

  private final ReconciliationActivities activities =
      Workflow.newActivityStub(ReconciliationActivities.class, OPTIONS);

  private ReconciliationResult result = ReconciliationResult.NOTHING;
  private int pages;

  @Override
  public ReconciliationResult reconcile(ReconciliationInput input) {
    result = input.before();
    if (input.equals(ReconciliationInput.FIRST)) {
      // Before anything is started, since that finds out by itself that it is cancelled.
      result = result.plusCancelled(activities.cancelUntold());
    }
    var from = input.next().after();
    for (var why : EnumSet.range(input.next().why(), Unfinished.HOLDING)) {
      restart(why, from);
      from = null;
    }
    result = result.plusRedelivered(activities.restartRedeliveries());
    showResult();
    return result;
  }

  private void restart(Unfinished why, @Nullable UnfinishedPlace from) {
    var next = new RestartInput(why, from);
    do {
      if (pages++ == PAGES_PER_RUN) {
        Workflow.newContinueAsNewStub(ReconciliationWorkflow.class)
            .reconcile(new ReconciliationInput(next, result));
      }
      var page = activities.restartEnrichments(next);
      result = result.plusStarted(why, page.started());
      showResult();
      next = new RestartInput(why, page.last());
    } while (next.after() != null);
  }

  private void showResult() {
    Workflow.setCurrentDetails(
        """
        | found | |
        |---|---|
        | enrichments started again | %d |
        | enrichments cancelled | %d |
        | redeliveries started again | %d |
        | holds without an owner ended | %d |
        """
            .formatted(
                result.restarted(), result.cancelled(), result.redelivered(), result.holdsEnded()));
  }
}
