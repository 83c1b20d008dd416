package enrichment.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.Unfinished;
import enrichment.domain.UnfinishedPlace;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReconciliationWorkflowTest {

  /** So many pages of each kind; a workflow is missing on every page. */
  private static final class CountedPages implements ReconciliationActivities {

    private final List<RestartInput> asked = new ArrayList<>();
    private final int pages;

    private CountedPages(int pages) {
      this.pages = pages;
    }

    @Override
    public synchronized RestartPage restartEnrichments(RestartInput input) {
      asked.add(input);
      var page = input.after() == null ? 1 : input.after().enrichmentId().getLeastSignificantBits();
      var last = new UnfinishedPlace(new UUID(0, 7), new UUID(0, page + 1));
      return new RestartPage(1, page < pages ? last : null);
    }

    @Override
    public int restartRedeliveries() {
      return 2;
    }

    @Override
    public int cancelUntold() {
      return 3;
    }

    private List<Unfinished> order() {
      return asked.stream().map(RestartInput::why).distinct().toList();
    }
  }

  @Test
  void goesThroughAllThatIsUnfinished() {
    var activities = new CountedPages(4);

    assertThat(reconcile(activities)).isEqualTo(new ReconciliationResult(8, 3, 2, 4));

    assertThat(activities.asked).hasSize(12).doesNotHaveDuplicates();
    assertThat(activities.order())
        .containsExactly(Unfinished.OPEN, Unfinished.UNTOLD, Unfinished.HOLDING);
  }

  @Test
  void goesOnAsANewRunWhereItWas() {
    var activities = new CountedPages(150);

    assertThat(reconcile(activities)).isEqualTo(new ReconciliationResult(300, 3, 2, 150));

    assertThat(activities.asked).hasSize(450).doesNotHaveDuplicates();
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
