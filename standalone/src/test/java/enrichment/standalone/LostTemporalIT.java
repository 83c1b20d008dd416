package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.workflows.BulkEnrichmentWorkflow;
import enrichment.workflows.maintenance.ReconciliationResult;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * All of Temporal's data is gone in the middle of many batches, and an empty Temporal comes up at
 * the same address; API and workers go on as they are.
 */
@Tag("server")
@Timeout(420)
class LostTemporalIT {

  private static final int BATCHES = 12;
  private static final int CONTACTS = 50;
  private static final int ALL = BATCHES * CONTACTS;

  /** Fewer in a row than have the receiver's circuit open. */
  private static final int REFUSED = 5;

  /** Messages about a whole batch, of every other one. */
  private static final int TOTALS = BATCHES / 2;

  /** The missing schedules are noticed within 30 s, by whichever worker looks first. */
  private static final Duration NOTICED = Duration.ofSeconds(60);

  /** Some eight contacts end in a second on two slow cores, which the dev server keeps busy. */
  private static final Duration DONE = Duration.ofSeconds(240);

  @TempDir Path dataDir;

  @Test
  void everyContactReachesItsEndWhenTemporalLosesAllItKnows() throws Exception {
    try (var run = new LostTemporalRun(dataDir)) {
      for (var i = 0; i < BATCHES; i++) {
        run.post(i * CONTACTS, CONTACTS, i % 2 == 0);
      }
      run.receiver().awaitMessages(ALL / 10, Batches.PATIENCE);
      run.receiver().refuseNext(REFUSED);
      while (run.receiver().hasRefusals()) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      run.temporal().lose();
      var cut = System.nanoTime();
      var then = run.states();
      var delivered = run.deliveredIds();
      var posts = run.receiver().posts();
      System.out.println("At the cut: " + then);
      assertThat(then.open()).as("batches under way").isGreaterThan(BATCHES / 2);
      assertThat(then.delivered()).as("some are done").isPositive();
      assertThat(then.undelivered()).as("some wait for their webhook").isPositive();
      assertThat(then.beingAsked()).as("some are being looked up").isPositive();
      assertThat(then.untouched()).as("some have not begun").isPositive();

      run.hurry();
      run.temporal().comeBack();
      var restarted = run.awaitReconciled(NOTICED);
      System.out.printf("Reconciled after %.1f s: %s%n", seconds(cut), restarted);
      assertThat(restarted.restarted())
          .as("those that were open, or had yet to tell that they are finished")
          .isBetween(then.open(), BATCHES);
      run.awaitClosed(BATCHES, DONE);
      System.out.printf("Done after %.1f s%n", seconds(cut));

      assertNothingLost(run, ALL + TOTALS);
      assertThat(delivered)
          .as("what was delivered is not delivered again")
          .isNotEmpty()
          .allMatch(id -> run.receiver().posts().get(id).equals(posts.get(id)));
      assertThat(run.reconcileByHand()).as("again").isEqualTo(ReconciliationResult.NOTHING);
      assertThat(run.schedules())
          .extracting(schedule -> schedule.getSchedule().getSpec().getIntervals().getFirst())
          .extracting(ScheduleIntervalSpec::getEvery)
          .containsExactly(Duration.ofDays(1), Duration.ofMinutes(5));
    }
  }

  /** As after a backup was restored in which one batch is missing. */
  @Test
  void aBatchThatWasTerminatedByHandIsBroughtToItsEndByHand() throws Exception {
    try (var run = new LostTemporalRun(dataDir)) {
      var id = run.post(0, CONTACTS, true);
      run.receiver().awaitMessages(5, Batches.PATIENCE);
      run.terminate(BulkEnrichmentWorkflow.workflowId(UUID.fromString(id)));

      assertThat(run.reconcileByHand()).isEqualTo(new ReconciliationResult(1, 0, 0, 0));

      run.awaitClosed(1, DONE);
      assertNothingLost(run, CONTACTS + 1);
      assertThat(run.reconcileByHand()).as("again").isEqualTo(ReconciliationResult.NOTHING);
    }
  }

  private static void assertNothingLost(LostTemporalRun run, int messages) throws Exception {
    run.receiver().awaitMessages(messages, Batches.PATIENCE);
    var end = run.states();
    var calls = run.calls();
    System.out.printf(
        "In the end: %s; %d vendor calls, %d in doubt; %d messages in %d POSTs%n",
        end,
        calls.all().size(),
        run.inDoubt(),
        run.receiver().ids().size(),
        run.receiver().messages().size());
    assertThat(end.delivered()).isEqualTo(end.contacts());
    assertThat(run.receiver().ids()).hasSize(messages);
    assertThat(run.receiver().ambiguousIds()).as("an id is one message").isEmpty();
    assertThat(calls.paidTwice()).as("questions that were answered before").isEmpty();
    assertThat(run.brokenBooks()).as("contacts without their one entry").isZero();
    assertThat(run.held()).isZero();
    assertThat(run.spent()).isEqualTo(run.found());
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
