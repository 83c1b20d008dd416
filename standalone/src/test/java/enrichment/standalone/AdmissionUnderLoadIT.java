package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.standalone.LoadedStack.Caller;
import enrichment.workflows.BulkEnrichmentWorkflow;
import enrichment.workflows.steps.TaskQueues;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How fast batches are accepted while thousands of contacts of others are under way. */
@Tag("server")
@Timeout(300)
class AdmissionUnderLoadIT {

  private static final int RUNNING_BATCHES = 35;
  private static final int CONTACTS = 100;
  private static final int POSTS = 40;
  private static final int FEW = 2;
  private static final double MOST = 6;

  @TempDir Path folder;

  @Test
  void aBatchIsAcceptedFastWhileThousandsOfContactsRun() throws Exception {
    try (var stack = LoadedStack.start(folder)) {
      var small = stack.newCaller();
      measure(stack, small);
      var idle = measure(stack, small);

      var first = stack.post(stack.newCaller(), CONTACTS);
      for (var i = 1; i < RUNNING_BATCHES; i++) {
        // A second one of the same account would wait for its turn.
        stack.post(stack.newCaller(), CONTACTS);
      }
      var beside = measure(stack, small);

      System.out.printf(
          "202 after p50 %d ms, p99 %d ms; beside %,d contacts p50 %d ms, p99 %d ms%n",
          idle.p50(), idle.p99(), RUNNING_BATCHES * CONTACTS, beside.p50(), beside.p99());
      assertThat(decidedOn(stack.stack().temporal().client(), first))
          .isNotEmpty()
          .containsOnly(TaskQueues.ADMISSION);
      assertThat(beside.p50()).isLessThanOrEqualTo((long) (MOST * idle.p50()));
    }
  }

  private record Percentiles(long p50, long p99) {}

  private static Percentiles measure(LoadedStack stack, Caller caller) throws Exception {
    var millis = new long[POSTS];
    for (var i = 0; i < POSTS; i++) {
      var start = System.nanoTime();
      stack.post(caller, FEW);
      millis[i] = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
    Arrays.sort(millis);
    return new Percentiles(millis[POSTS / 2], millis[POSTS * 99 / 100]);
  }

  /** The task queues of the run that decided on a batch. */
  private static List<String> decidedOn(WorkflowClient client, String enrichmentId) {
    var workflowId = BulkEnrichmentWorkflow.workflowId(UUID.fromString(enrichmentId));
    var latest = client.fetchHistory(workflowId).getEvents().getFirst();
    var deciding = latest.getWorkflowExecutionStartedEventAttributes().getFirstExecutionRunId();
    return client.fetchHistory(workflowId, deciding).getEvents().stream()
        .filter(HistoryEvent::hasWorkflowTaskScheduledEventAttributes)
        .map(event -> event.getWorkflowTaskScheduledEventAttributes().getTaskQueue())
        .map(queue -> queue.getNormalName().isEmpty() ? queue.getName() : queue.getNormalName())
        .toList();
  }
}
