package enrichment.workflows;

import static enrichment.workflows.EnrichmentHarness.plan;
import static enrichment.workflows.EnrichmentHarness.planWithoutWebhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.domain.ContactOutcome;
import enrichment.domain.Rejection;
import enrichment.workflows.ScriptedLookupActivities.Answer;
import enrichment.workflows.webhooks.WebhookOutcome;
import io.temporal.api.enums.v1.EventType;
import io.temporal.failure.CanceledFailure;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SingleEnrichmentTest {

  private EnrichmentHarness enrichment = EnrichmentHarness.start();

  @AfterEach
  void stop() {
    enrichment.close();
  }

  @Test
  void findsDeliversAndCloses() {
    var plan = plan(1, "first");
    enrichment.credits.willAccept(plan);

    assertThat(enrichment.startSingle().plan()).isEqualTo(plan);

    assertThat(enrichment.singleResult())
        .isEqualTo(new ContactEnrichmentResult(ContactOutcome.FOUND, WebhookOutcome.DELIVERED));
    assertThat(enrichment.webhooks.delivered()).isEqualTo(Map.of(0, ContactOutcome.FOUND));
    assertThat(enrichment.credits.captured()).isEqualTo(1);
    assertThat(enrichment.credits.isClosed(enrichment.enrichmentId)).isTrue();
  }

  @Test
  void postsNothingWhenNoWebhookIsRequested() {
    enrichment.credits.willAccept(planWithoutWebhook(1, "first"));
    enrichment.lookups.script("first", 0, Answer.NOT_FOUND);

    enrichment.startSingle();

    assertThat(enrichment.singleResult())
        .isEqualTo(
            new ContactEnrichmentResult(ContactOutcome.NOT_FOUND, WebhookOutcome.NOT_REQUESTED));
    assertThat(enrichment.webhooks.attempts()).isZero();
  }

  @Test
  void doesNothingWhenItIsRejected() {
    enrichment.credits.willReject(Rejection.Reason.CONSENT_REQUIRED, 3, 100);

    assertThat(enrichment.startSingle().rejection())
        .isEqualTo(new Rejection(Rejection.Reason.CONSENT_REQUIRED, 3, 100));

    assertThat(enrichment.singleResult()).isEqualTo(ContactEnrichmentResult.NOT_ADMITTED);
    assertThat(
            enrichment.count(
                enrichment.singleWorkflowId(), EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED))
        .isZero();
    assertThat(enrichment.credits.isClosed(enrichment.enrichmentId)).isFalse();
  }

  @Test
  void looksNothingUpWhenItIsCancelledBeforeItsAdmission() throws Exception {
    enrichment.close();
    enrichment = EnrichmentHarness.withoutWorkers();
    enrichment.credits.willAccept(plan(1, "first"));
    var admission = EnrichmentHarness.inBackground(enrichment::startSingle);
    EnrichmentHarness.await(() -> enrichment.exists(enrichment.singleWorkflowId()));
    enrichment.cancel(enrichment.singleWorkflowId());
    enrichment.startWorkers();

    assertThat(admission.get().plan()).isNotNull();
    assertEndsAsCancelled(ContactOutcome.CANCELLED);
    assertThat(enrichment.lookups.questions()).isEmpty();
  }

  @Test
  void asksNoSecondProviderWhenItIsCancelledDuringTheFirst() {
    cancelDuringTheFirstLookup(Answer.NOT_FOUND);

    assertEndsAsCancelled(ContactOutcome.CANCELLED);
    assertThat(enrichment.lookups.attempts("second", 0)).isZero();
    assertThat(enrichment.credits.released()).isEqualTo(1);
  }

  @Test
  void keepsWhatALookupFindsThatIsUnderWay() {
    cancelDuringTheFirstLookup(Answer.FOUND);

    assertEndsAsCancelled(ContactOutcome.FOUND);
    assertThat(enrichment.credits.captured()).isEqualTo(1);
  }

  private void cancelDuringTheFirstLookup(Answer answer) {
    enrichment.credits.willAccept(plan(1, "first", "second"));
    enrichment.lookups.script("first", 0, answer);
    enrichment.lookups.gate.close();
    enrichment.startSingle();
    enrichment.lookups.gate.awaitArrival();
    enrichment.cancel(enrichment.singleWorkflowId());
    enrichment.awaitEvent(
        enrichment.singleWorkflowId(), EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
    enrichment.lookups.gate.open();
  }

  private void assertEndsAsCancelled(ContactOutcome outcome) {
    assertThatThrownBy(enrichment::singleResult).hasCauseInstanceOf(CanceledFailure.class);
    assertThat(enrichment.webhooks.delivered()).isEqualTo(Map.of(0, outcome));
    assertThat(enrichment.credits.held()).isZero();
    assertThat(enrichment.credits.isClosed(enrichment.enrichmentId)).isTrue();
  }
}
