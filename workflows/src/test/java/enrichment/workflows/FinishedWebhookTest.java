package enrichment.workflows;

import static enrichment.workflows.EnrichmentHarness.plan;
import static enrichment.workflows.EnrichmentHarness.planWithFinishedWebhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.domain.EnrichmentPlan;
import enrichment.domain.EnrichmentTotals;
import enrichment.workflows.ScriptedWebhookActivities.Answer;
import io.temporal.client.WorkflowFailedException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The message about a whole batch. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class FinishedWebhookTest {

  @Test
  void isSentOnceWhenAllContactsAreFinal() {
    try (var batch = accepted(planWithFinishedWebhook(3, "first"))) {
      batch.startBulk();
      assertThat(batch.bulkResult()).isEqualTo(new EnrichmentTotals(3, 0, 0, 0));
      assertThat(batch.webhooks.told()).containsExactly(batch.enrichmentId);
    }
  }

  @Test
  void waitsForNoDelivery() {
    try (var batch = accepted(planWithFinishedWebhook(2, "first"))) {
      batch.webhooks.script(0, Answer.UNAVAILABLE);
      batch.startBulk();
      EnrichmentHarness.await(() -> !batch.webhooks.told().isEmpty());
      assertThat(batch.webhooks.delivered()).doesNotContainKey(0);
    }
  }

  @Test
  void waitsForEveryContact() {
    try (var batch = accepted(planWithFinishedWebhook(2, "first"))) {
      batch.lookups.script("first", 0, ScriptedLookupActivities.Answer.OUTAGE);
      batch.startBulk();
      batch.awaitDelivery(1);
      assertThat(batch.webhooks.told()).isEmpty();
    }
  }

  @Test
  void isSentForACancelledBatchToo() {
    try (var batch = accepted(planWithFinishedWebhook(2, "first"))) {
      batch.lookups.script("first", 0, ScriptedLookupActivities.Answer.OUTAGE);
      batch.startBulk();
      batch.awaitDelivery(1);
      batch.cancel(batch.bulkWorkflowId());
      assertThatThrownBy(batch::bulkResult).isInstanceOf(WorkflowFailedException.class);
      assertThat(batch.webhooks.told()).hasSize(1);
    }
  }

  @Test
  void isSentThoughAContactCouldNotTellThatItIsFinal() {
    try (var batch = EnrichmentHarness.start(LostContactWorkflow.class)) {
      batch.credits.willAccept(planWithFinishedWebhook(2, "first"));
      batch.startBulk();
      batch.bulkResult();
      assertThat(batch.webhooks.told()).hasSize(1);
    }
  }

  @Test
  void isNotSentUnlessItIsAskedFor() {
    try (var batch = accepted(plan(2, "first"))) {
      batch.startBulk();
      batch.bulkResult();
      assertThat(batch.webhooks.told()).isEmpty();
    }
  }

  private static EnrichmentHarness accepted(EnrichmentPlan plan) {
    var batch = EnrichmentHarness.start();
    batch.credits.willAccept(plan);
    return batch;
  }
}
