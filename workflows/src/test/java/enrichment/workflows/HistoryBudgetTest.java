package enrichment.workflows;

import static enrichment.workflows.EnrichmentHarness.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.worker.WorkerOptions;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a contact costs Temporal when all goes well. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HistoryBudgetTest {

  private static final int CONTACTS = 100;
  private static final int EVENTS_A_CONTACT = 22;

  /**
   * Two pollers, one for the sticky queue: the fewer tasks of the batch itself are fetched while
   * its contacts start and end, the more of their events each one takes in. Every such task costs
   * three events.
   */
  private static final WorkerOptions FEW_POLLERS =
      WorkerOptions.newBuilder()
          .setMaxConcurrentWorkflowTaskPollers(2)
          .setUsingVirtualThreads(true)
          .build();

  /**
   * How often the parent wakes up is a matter of timing: a run with an unlucky one may take some
   * events more. One event more in every contact shows in all runs.
   */
  private static final int RUNS = 3;

  @Test
  void aContactTakesTwoActivitiesAndTwentyTwoEvents() {
    assertThat(IntStream.range(0, RUNS).map(run -> eventsOfABatch()).min().orElseThrow())
        .isLessThanOrEqualTo(EVENTS_A_CONTACT * CONTACTS);
  }

  private static int eventsOfABatch() {
    try (var batch = EnrichmentHarness.start(FEW_POLLERS)) {
      batch.credits.willAccept(plan(CONTACTS, "first", "second"));
      batch.startBulk();
      batch.bulkResult();

      var children = IntStream.range(0, CONTACTS).mapToObj(batch::childWorkflowId).toList();
      assertThat(children)
          .allSatisfy(
              child ->
                  assertThat(batch.count(child, EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED))
                      .isEqualTo(2));
      var parent =
          events(batch, batch.bulkWorkflowId())
              + batch.firstHistory(batch.bulkWorkflowId()).getEvents().size();
      var events = parent + children.stream().mapToInt(child -> events(batch, child)).sum();
      System.out.printf("%d events, %d of them in the parent%n", events, parent);
      return events;
    }
  }

  private static int events(EnrichmentHarness batch, String workflowId) {
    return batch.history(workflowId).getEvents().size();
  }
}
