package enrichment.workflows.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.workflows.steps.TaskQueues;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetentionWorkflowTest {

  /** Five contacts a batch. */
  private static final class CountedBatches implements RetentionActivities {

    private final AtomicInteger left;

    private CountedBatches(int batches) {
      left = new AtomicInteger(batches);
    }

    @Override
    public RetentionResult purgeResults() {
      return left.getAndDecrement() > 0 ? new RetentionResult(2, 5, 0) : RetentionResult.NOTHING;
    }
  }

  @Test
  void purgesUntilNothingIsLeft() {
    assertThat(purge(new CountedBatches(3))).isEqualTo(new RetentionResult(6, 15, 0));
    assertThat(purge(new CountedBatches(0))).isEqualTo(RetentionResult.NOTHING);
  }

  @Test
  void goesOnAsANewRunBeforeItsHistoryGetsLong() {
    assertThat(purge(new CountedBatches(450))).isEqualTo(new RetentionResult(900, 2250, 0));
  }

  private static RetentionResult purge(RetentionActivities activities) {
    try (var temporal = TestWorkflowEnvironment.newInstance()) {
      var worker = temporal.newWorker(TaskQueues.ENRICHMENT);
      worker.registerWorkflowImplementationTypes(RetentionWorkflowImpl.class);
      worker.registerActivitiesImplementations(activities);
      temporal.start();
      var client = temporal.getWorkflowClient();
      var workflow =
          client.newWorkflowStub(
              RetentionWorkflow.class,
              WorkflowOptions.newBuilder()
                  .setWorkflowId(RetentionWorkflow.MANUAL_WORKFLOW_ID)
                  .setTaskQueue(TaskQueues.ENRICHMENT)
                  .build());
      var result = workflow.purgeExpired(RetentionInput.FIRST);
      var history = client.fetchHistory(RetentionWorkflow.MANUAL_WORKFLOW_ID).getHistory();
      assertThat(history.getEventsCount()).isLessThan(2_000);
      assertThat(history.getEvents(history.getEventsCount() - 1).getEventType())
          .isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED);
      return result;
    }
  }
}
