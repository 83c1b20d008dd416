package enrichment.workflows;

import static enrichment.workflows.EnrichmentHarness.plan;
import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.EnrichmentTotals;
import enrichment.workflows.ScriptedWebhookActivities.Answer;
import enrichment.workflows.webhooks.WebhookOutcome;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class WebhookDeliveryTest {

  private final EnrichmentHarness enrichment = EnrichmentHarness.start();

  @BeforeEach
  void planAWebhook() {
    enrichment.credits.willAccept(plan(2, "first"));
  }

  @AfterEach
  void stop() {
    enrichment.close();
  }

  @Test
  void retriesWhenTheFailedAttemptSaysSo() {
    enrichment.webhooks.script(
        1, Answer.UNAVAILABLE, Answer.UNAVAILABLE, Answer.UNAVAILABLE, Answer.ACCEPTED);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(2, 0, 0, 0));

    var attempts = enrichment.webhooks.attempts(1);
    assertThat(attempts).hasSize(4);
    for (var i = 1; i < attempts.size(); i++) {
      assertThat(Duration.ofMillis(attempts.get(i) - attempts.get(i - 1)))
          .isBetween(
              ScriptedWebhookActivities.RETRY_DELAY.minusSeconds(1),
              ScriptedWebhookActivities.RETRY_DELAY.plusSeconds(30));
    }
    assertThat(enrichment.webhooks.delivered()).containsOnlyKeys(0, 1);
  }

  @Test
  void keepsTheOutcomeWhenTheReceiverIsGone() {
    enrichment.webhooks.script(1, Answer.GONE);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(2, 0, 0, 0));

    assertThat(enrichment.webhooks.attempts(1)).hasSize(1);
    assertThat(childResult(1).webhook()).isEqualTo(WebhookOutcome.UNDELIVERABLE);
    assertThat(childResult(0).webhook()).isEqualTo(WebhookOutcome.DELIVERED);
    assertThat(enrichment.credits.captured()).isEqualTo(2);
  }

  @Test
  void givesUpWhenTheScheduleIsExhausted() {
    enrichment.webhooks.script(1, Answer.UNAVAILABLE, Answer.EXHAUSTED);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(2, 0, 0, 0));

    assertThat(enrichment.webhooks.attempts(1)).hasSize(2);
    assertThat(childResult(1).webhook()).isEqualTo(WebhookOutcome.UNDELIVERABLE);
  }

  @Test
  void makesNobodyWaitForASlowReceiver() {
    enrichment.webhooks.script(0, Answer.UNAVAILABLE);

    enrichment.startBulk();
    EnrichmentHarness.await(() -> enrichment.progress().ended().found() == 1);

    assertThat(enrichment.webhooks.delivered()).containsOnlyKeys(1);
  }

  private EnrichmentTotals enrich() {
    enrichment.startBulk();
    return enrichment.bulkResult();
  }

  private ContactEnrichmentResult childResult(int position) {
    return enrichment
        .workflow(enrichment.childWorkflowId(position))
        .getResult(ContactEnrichmentResult.class);
  }
}
