package enrichment.workflows;

import static enrichment.workflows.EnrichmentHarness.plan;
import static enrichment.workflows.EnrichmentHarness.planWithoutWebhook;
import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentTotals;
import enrichment.domain.Rejection;
import enrichment.workflows.ScriptedLookupActivities.Answer;
import io.temporal.api.enums.v1.EventType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BulkEnrichmentWorkflowTest {

  private final EnrichmentHarness enrichment = EnrichmentHarness.start();

  @AfterEach
  void stop() {
    enrichment.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 100})
  void findsAndDeliversEveryContact(int contacts) {
    var plan = plan(contacts, "first");
    enrichment.credits.willAccept(plan);

    assertThat(enrichment.startBulk().plan()).isEqualTo(plan);

    assertThat(enrichment.bulkResult()).isEqualTo(new EnrichmentTotals(contacts, 0, 0, 0));
    assertThat(enrichment.lookups.questions()).hasSize(contacts).doesNotHaveDuplicates();
    assertThat(enrichment.webhooks.delivered())
        .hasSize(contacts)
        .allSatisfy((position, outcome) -> assertThat(outcome).isEqualTo(ContactOutcome.FOUND));
    assertThat(enrichment.webhooks.attempts()).isEqualTo(contacts);
    assertThat(enrichment.credits.captured()).isEqualTo(contacts);
    assertThat(enrichment.credits.held()).isZero();
    assertThat(enrichment.credits.settlements()).isEmpty();
    assertThat(enrichment.credits.isClosed(enrichment.enrichmentId)).isTrue();
  }

  @Test
  void chargesNothingForAMiss() {
    enrichment.credits.willAccept(plan(2, "first"));
    enrichment.lookups.script("first", 1, Answer.NOT_FOUND);

    enrichment.startBulk();

    assertThat(enrichment.bulkResult()).isEqualTo(new EnrichmentTotals(1, 1, 0, 0));
    assertThat(enrichment.credits.captured()).isEqualTo(1);
    assertThat(enrichment.credits.released()).isEqualTo(1);
    assertThat(enrichment.webhooks.delivered())
        .isEqualTo(Map.of(0, ContactOutcome.FOUND, 1, ContactOutcome.NOT_FOUND));
  }

  @Test
  void postsNothingWhenNoWebhookIsRequested() {
    enrichment.credits.willAccept(planWithoutWebhook(2, "first"));

    enrichment.startBulk();

    assertThat(enrichment.bulkResult()).isEqualTo(new EnrichmentTotals(2, 0, 0, 0));
    assertThat(enrichment.webhooks.attempts()).isZero();
    assertThat(
            enrichment.count(
                enrichment.childWorkflowId(0), EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Rejection.Reason.class,
      names = {"INSUFFICIENT_CREDITS", "CONSENT_REQUIRED"})
  void startsNothingWhenItIsRejected(Rejection.Reason reason) {
    enrichment.credits.willReject(reason, 2, 1);

    assertThat(enrichment.startBulk().rejection()).isEqualTo(new Rejection(reason, 2, 1));

    assertThat(enrichment.bulkResult()).isEqualTo(EnrichmentTotals.NONE);
    assertThat(
            enrichment.count(
                enrichment.bulkWorkflowId(),
                EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED))
        .isZero();
    assertThat(enrichment.exists(enrichment.childWorkflowId(0))).isFalse();
    assertThat(enrichment.lookups.questions()).isEmpty();
    assertThat(enrichment.webhooks.attempts()).isZero();
    assertThat(enrichment.credits.isClosed(enrichment.enrichmentId)).isFalse();
  }

  @Test
  void outlivesADatabaseThatIsAwayForAWhile() {
    enrichment.credits.willAccept(plan(2, "first"));
    enrichment.credits.willBeDown(2);
    enrichment.startBulk();
    enrichment.awaitDelivery(0);
    enrichment.credits.willBeDown(2);

    assertThat(enrichment.bulkResult()).isEqualTo(new EnrichmentTotals(2, 0, 0, 0));
  }

  @Test
  void tellsItsProgress() {
    enrichment.credits.willAccept(plan(2, "first"));
    enrichment.lookups.script("first", 1, Answer.NOT_FOUND);
    enrichment.lookups.gate.close();

    enrichment.startBulk();
    enrichment.lookups.gate.awaitArrival();
    assertThat(enrichment.progress())
        .isEqualTo(new BulkEnrichmentProgress(2, EnrichmentTotals.NONE));

    enrichment.lookups.gate.open();
    enrichment.bulkResult();
    assertThat(enrichment.progress())
        .isEqualTo(new BulkEnrichmentProgress(2, new EnrichmentTotals(1, 1, 0, 0)));
  }

  @Test
  void asksAndChargesNobodyAgainWhenItIsRestarted() {
    enrichment.credits.willAccept(plan(3, "first", "second"));
    enrichment.lookups.script("first", 1, Answer.REFUSAL);
    enrichment.lookups.script("second", 1, Answer.REFUSAL);
    enrichment.lookups.script("first", 2, Answer.NOT_FOUND);
    enrichment.lookups.script("second", 2, Answer.NOT_FOUND);
    enrichment.startBulk();
    var totals = enrichment.bulkResult();
    var questions = enrichment.lookups.questions();
    var firstRun = enrichment.runId(enrichment.bulkWorkflowId());

    enrichment.startBulk();

    assertThat(enrichment.bulkResult())
        .isEqualTo(totals)
        .isEqualTo(new EnrichmentTotals(1, 1, 1, 0));
    assertThat(enrichment.runId(enrichment.bulkWorkflowId())).isNotEqualTo(firstRun);
    assertThat(enrichment.lookups.questions()).isEqualTo(questions);
    assertThat(enrichment.credits.captured()).isEqualTo(1);
    assertThat(enrichment.credits.released()).isEqualTo(2);
    assertThat(enrichment.webhooks.attempts()).isEqualTo(3);
  }

  @Test
  void settlesAndDeliversAContactWhoseWorkflowIsLost() {
    try (var batch = EnrichmentHarness.start(LostContactWorkflow.class)) {
      batch.credits.willAccept(plan(3, "first"));

      batch.startBulk();

      assertThat(batch.bulkResult()).isEqualTo(new EnrichmentTotals(2, 0, 1, 0));
      assertThat(batch.credits.settlements())
          .isEqualTo(
              List.of(
                  new SettlementInput(
                      batch.contact(LostContactWorkflow.LOST), ContactOutcome.FAILED)));
      assertThat(batch.webhooks.delivered())
          .hasSize(3)
          .containsEntry(LostContactWorkflow.LOST, ContactOutcome.FAILED);
      assertThat(batch.credits.held()).isZero();
    }
  }
}
