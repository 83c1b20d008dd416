package enrichment.workflows;

import static enrichment.workflows.EnrichmentHarness.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentTotals;
import enrichment.workflows.ScriptedLookupActivities.Answer;
import enrichment.workflows.ScriptedLookupActivities.Question;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.CanceledFailure;
import io.temporal.worker.WorkerOptions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whenever a batch is cancelled, it settles and delivers every contact once, and closes. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BulkCancellationTest {

  private EnrichmentHarness batch = EnrichmentHarness.start();

  @AfterEach
  void stop() {
    batch.close();
  }

  @Test
  void looksNobodyUpWhenItIsCancelledBeforeItsAdmission() throws Exception {
    batch.close();
    batch = EnrichmentHarness.withoutWorkers();
    batch.credits.willAccept(plan(3, "first"));
    var admission = EnrichmentHarness.inBackground(batch::startBulk);
    EnrichmentHarness.await(() -> batch.exists(batch.bulkWorkflowId()));
    batch.cancel(batch.bulkWorkflowId());
    batch.startWorkers();

    assertThat(admission.get().plan()).isNotNull();
    assertEndsAsCancelled(new EnrichmentTotals(0, 0, 0, 3));
    assertThat(batch.lookups.questions()).isEmpty();
  }

  @Test
  void settlesEveryContactWhenItIsCancelledDuringItsAdmission() throws Exception {
    batch.credits.willAccept(plan(20, "first"));
    batch.credits.admissionGate.close();
    batch.lookups.gate.close();
    var admission = EnrichmentHarness.inBackground(batch::startBulk);
    batch.credits.admissionGate.awaitArrival();
    batch.workflow(batch.bulkWorkflowId()).cancel();
    batch.credits.admissionGate.open();

    assertThat(admission.get().plan()).isNotNull();
    openTheGateOnceEverybodyIsCancelled(20);
    assertEndsAsCancelledWith(20);
  }

  @Test
  void settlesEveryContactWhenItIsCancelledAtOnceAfterItsStart() {
    batch.credits.willAccept(plan(20, "first"));
    batch.lookups.gate.close();
    batch.startBulk();
    batch.workflow(batch.bulkWorkflowId()).cancel();

    openTheGateOnceEverybodyIsCancelled(20);
    assertEndsAsCancelledWith(20);
  }

  @Test
  void asksNobodyAboutAContactThatWaitsForASlot() {
    batch.close();
    batch =
        EnrichmentHarness.start(
            WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(1).build());
    batch.credits.willAccept(plan(2, "first"));
    batch.lookups.gate.close();
    batch.startBulk();
    batch.lookups.gate.awaitArrival();
    var running = batch.lookups.questions().getFirst().position();
    var waiting = 1 - running;
    batch.awaitEvent(batch.childWorkflowId(waiting), EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED);

    batch.cancel(batch.bulkWorkflowId());
    batch.awaitEvent(batch.childWorkflowId(waiting), EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED);
    batch.awaitEvent(
        batch.childWorkflowId(running), EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
    batch.lookups.gate.open();

    assertEndsAsCancelled(new EnrichmentTotals(1, 0, 0, 1));
    assertThat(batch.lookups.questions()).containsExactly(new Question("first", running));
    assertThat(batch.credits.outcome(batch.contact(waiting))).isEqualTo(ContactOutcome.CANCELLED);
  }

  @Test
  void asksNoFurtherWhileALookupIsInRetryBackoff() {
    batch.credits.willAccept(plan(2, "first", "second"));
    batch.lookups.script("first", 1, Answer.OUTAGE);
    batch.startBulk();
    EnrichmentHarness.await(() -> batch.lookups.attempts("first", 1) == 1);
    batch.awaitDelivery(0);

    batch.cancel(batch.bulkWorkflowId());

    assertEndsAsCancelled(new EnrichmentTotals(1, 0, 0, 1));
    assertThat(batch.lookups.attempts("second", 1)).isZero();
  }

  @Test
  void keepsWhatALookupFindsThatIsUnderWay() {
    cancelDuringLookups(Answer.FOUND, "first", "second");

    assertEndsAsCancelled(new EnrichmentTotals(2, 0, 0, 0));
    assertThat(batch.credits.captured()).isEqualTo(2);
    assertThat(batch.credits.settlements()).isEmpty();
  }

  @Test
  void asksNoSecondProviderWhenItIsCancelledDuringTheFirst() {
    cancelDuringLookups(Answer.NOT_FOUND, "first", "second");

    assertEndsAsCancelled(new EnrichmentTotals(0, 0, 0, 2));
    assertThat(batch.lookups.attempts("second", 0) + batch.lookups.attempts("second", 1)).isZero();
    assertThat(batch.credits.released()).isEqualTo(2);
  }

  @Test
  void keepsTheMissOfTheLastProvider() {
    cancelDuringLookups(Answer.NOT_FOUND, "first");

    assertEndsAsCancelled(new EnrichmentTotals(0, 2, 0, 0));
  }

  @Test
  void cancelsAContactWhoseLastLookupFailsMeanwhile() {
    cancelDuringLookups(Answer.REFUSAL, "first");

    assertEndsAsCancelled(new EnrichmentTotals(0, 0, 0, 2));
  }

  /** Temporal has not been told, or knows nothing of it any more. */
  @Test
  void endsContactsThatAreCancelledInTheBooksAlone() {
    batch.credits.willAccept(plan(3, "first", "second"));
    batch.lookups.script("first", 0, Answer.STOPPED);
    batch.lookups.script("first", 1, Answer.NOT_FOUND);
    batch.lookups.script("second", 1, Answer.STOPPED);
    batch.startBulk();

    var totals = new EnrichmentTotals(1, 0, 0, 2);
    assertThat(batch.bulkResult()).isEqualTo(totals);
    assertEverybodyIsTold(totals);
    assertThat(batch.lookups.attempts("second", 0)).isZero();
    assertThat(batch.credits.settlements()).isEmpty();
  }

  /** Of a batch in whose books its contacts are cancelled Temporal is told later, or twice. */
  @Test
  void isCancelledWhileItsContactsEndAsCancelled() {
    batch.credits.willAccept(plan(3, "first"));
    batch.lookups.gate.close();
    for (var position = 0; position < 3; position++) {
      batch.lookups.script("first", position, Answer.STOPPED);
    }
    batch.startBulk();
    EnrichmentHarness.await(() -> batch.lookups.questions().size() == 3);
    batch.cancel(batch.bulkWorkflowId());
    batch.cancel(batch.bulkWorkflowId());
    openTheGateOnceEverybodyIsCancelled(3);

    assertEndsAsCancelled(new EnrichmentTotals(0, 0, 0, 3));
  }

  @Test
  void deliversAResultWhoseWebhookIsBeingRetried() {
    batch.credits.willAccept(plan(2, "first"));
    batch.webhooks.script(
        1,
        ScriptedWebhookActivities.Answer.UNAVAILABLE,
        ScriptedWebhookActivities.Answer.UNAVAILABLE,
        ScriptedWebhookActivities.Answer.ACCEPTED);
    batch.startBulk();
    EnrichmentHarness.await(() -> batch.webhooks.attempts(1).size() == 1);
    batch.awaitDelivery(0);

    batch.cancel(batch.bulkWorkflowId());

    assertEndsAsCancelled(new EnrichmentTotals(2, 0, 0, 0));
    assertThat(batch.webhooks.attempts(1)).hasSize(3);
    assertThat(batch.webhooks.delivered()).containsEntry(1, ContactOutcome.FOUND);
  }

  private void cancelDuringLookups(Answer answer, String... providers) {
    batch.credits.willAccept(plan(2, providers));
    batch.lookups.script("first", 0, answer);
    batch.lookups.script("first", 1, answer);
    batch.lookups.gate.close();
    batch.startBulk();
    EnrichmentHarness.await(() -> batch.lookups.questions().size() == 2);
    batch.cancel(batch.bulkWorkflowId());
    for (var position = 0; position < 2; position++) {
      batch.awaitEvent(
          batch.childWorkflowId(position), EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
    }
    batch.lookups.gate.open();
  }

  /**
   * The in-process server, unlike the real one, rejects the cancellation of an activity that ends
   * at that very moment: so the lookups end only when the cancellation has reached every contact.
   */
  private void openTheGateOnceEverybodyIsCancelled(int contacts) {
    for (var position = 0; position < contacts; position++) {
      var contact = batch.contact(position);
      var child = batch.childWorkflowId(position);
      EnrichmentHarness.await(() -> batch.exists(child));
      EnrichmentHarness.await(
          () ->
              batch.count(child, EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED) > 0
                  || batch.credits.outcome(contact) == ContactOutcome.CANCELLED);
    }
    batch.lookups.gate.open();
  }

  /** What was under way is found, and nothing else is looked up. */
  private void assertEndsAsCancelledWith(int contacts) {
    var asked = batch.lookups.questions().size();
    assertEndsAsCancelled(new EnrichmentTotals(asked, 0, 0, contacts - asked));
  }

  private void assertEndsAsCancelled(EnrichmentTotals totals) {
    assertThatThrownBy(batch::bulkResult)
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(batch.workflow(batch.bulkWorkflowId()).describe().getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertEverybodyIsTold(totals);
  }

  private void assertEverybodyIsTold(EnrichmentTotals totals) {
    var contacts = totals.ended();
    assertThat(batch.progress()).isEqualTo(new BulkEnrichmentProgress(contacts, totals));
    assertThat(batch.credits.isClosed(batch.enrichmentId)).isTrue();
    assertThat(batch.credits.held()).isZero();
    assertThat(batch.webhooks.delivered())
        .hasSize(contacts)
        .allSatisfy(
            (position, outcome) ->
                assertThat(outcome).isEqualTo(batch.credits.outcome(batch.contact(position))));
    assertThat(
            batch.count(
                batch.bulkWorkflowId(),
                EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED))
        .as("one child a contact")
        .isEqualTo(contacts);
  }
}
