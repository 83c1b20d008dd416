package enrichment.workflows;

import static enrichment.workflows.EnrichmentHarness.combinedPlan;
import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentTotals;
import enrichment.workflows.ScriptedLookupActivities.Answer;
import enrichment.workflows.ScriptedLookupActivities.Question;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One person who is looked up for several types: a batch whose positions have plans of their own.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CombinedEnrichmentTest {

  private final EnrichmentHarness enrichment = EnrichmentHarness.start();

  @AfterEach
  void stop() {
    enrichment.close();
  }

  @Test
  void asksForEachTypeWhomItsOwnPlanNames() {
    enrichment.credits.willAccept(combinedPlan());
    enrichment.lookups.script("email-finder", 0, Answer.UNVERIFIED);
    enrichment.lookups.script("phone-finder", 1, Answer.NOT_FOUND);

    assertThat(enrichment.startBulk().plan()).isEqualTo(combinedPlan());

    assertThat(enrichment.bulkResult()).isEqualTo(new EnrichmentTotals(2, 0, 0, 0));
    assertThat(enrichment.lookups.questions())
        .containsExactlyInAnyOrder(
            new Question("resolver", 0),
            new Question("email-finder", 0),
            new Question("verifier", 0),
            new Question("phone-finder", 1),
            new Question("other-phone-finder", 1));
    assertThat(enrichment.webhooks.attempts()).isZero();
    assertThat(enrichment.credits.isClosed(enrichment.enrichmentId)).isTrue();
  }

  @Test
  void whatOneTypeComesToSaysNothingOfTheOther() {
    enrichment.credits.willAccept(combinedPlan());
    enrichment.lookups.script("phone-finder", 1, Answer.REFUSAL);
    enrichment.lookups.script("other-phone-finder", 1, Answer.REFUSAL);

    enrichment.startBulk();

    assertThat(enrichment.bulkResult()).isEqualTo(new EnrichmentTotals(1, 0, 1, 0));
    assertThat(enrichment.credits.outcome(enrichment.contact(0))).isEqualTo(ContactOutcome.FOUND);
    assertThat(enrichment.credits.outcome(enrichment.contact(1))).isEqualTo(ContactOutcome.FAILED);
  }
}
