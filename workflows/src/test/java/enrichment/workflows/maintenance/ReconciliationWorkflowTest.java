package enrichment.workflows.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.Unfinished;
import enrichment.workflows.steps.TaskQueues;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReconciliationWorkflowTest {

  @Test
  void goesThroughAllThatIsUnfinished() {
    var activities = new CountedPages(4);

    assertThat(reconcile(activities)).isEqualTo(new ReconciliationResult(8, 3, 2, 4));

    assertThat(activities.asked()).hasSize(12).doesNotHaveDuplicates();
    assertThat(activities.order())
        .containsExactly(Unfinished.OPEN, Unfinished.UNTOLD, Unfinished.HOLDING);
  }

  @Test
  void goesOnAsANewRunWhereItWas() {
    var activities = new CountedPages(150);

    assertThat(reconcile(activities)).isEqualTo(new ReconciliationResult(300, 3, 2, 150));

    assertThat(activities.asked()).hasSize(450).doesNotHaveDuplicates();
  }

  private static ReconciliationResult reconcile(ReconciliationActivities activities) {
    try (var temporal = TestWorkflowEnvironment.newInstance()) {
      var worker = temporal.newWorker(TaskQueues.ENRICHMENT);
      worker.registerWorkflowImplementationTypes(ReconciliationWorkflowImpl.class);
      worker.registerActivitiesImplementations(activities);
      temporal.start();
      var client = temporal.getWorkflowClient();
      var workflow =
          client.newWorkflowStub(
              ReconciliationWorkflow.class,
              WorkflowOptions.newBuilder()
                  .setWorkflowId(ReconciliationWorkflow.MANUAL_WORKFLOW_ID)
                  .setTaskQueue(TaskQueues.ENRICHMENT)
                  .build());
      var result = workflow.reconcile(ReconciliationInput.FIRST);
      var history = client.fetchHistory(ReconciliationWorkflow.MANUAL_WORKFLOW_ID).getHistory();
      assertThat(history.getEventsCount()).isLessThan(2_000);
      return result;
    }
  }
}
