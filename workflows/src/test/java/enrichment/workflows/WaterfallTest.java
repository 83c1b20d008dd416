package enrichment.workflows;

import static enrichment.workflows.EnrichmentHarness.plan;
import static enrichment.workflows.EnrichmentHarness.planInFull;
import static enrichment.workflows.EnrichmentHarness.steps;
import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentTotals;
import enrichment.workflows.ScriptedLookupActivities.Answer;
import enrichment.workflows.ScriptedLookupActivities.Question;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way of one contact through its providers; its neighbour is found by the first. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class WaterfallTest {

  private final EnrichmentHarness enrichment = EnrichmentHarness.start();

  @BeforeEach
  void planTwoProviders() {
    enrichment.credits.willAccept(plan(2, "first", "second"));
  }

  @AfterEach
  void stop() {
    enrichment.close();
  }

  @Test
  void stopsAtTheFirstHit() {
    enrich();

    assertThat(enrichment.lookups.questions())
        .containsExactlyInAnyOrder(new Question("first", 0), new Question("first", 1));
  }

  @Test
  void asksTheSecondProviderWhenTheFirstHasNothing() {
    enrichment.lookups.script("first", 0, Answer.NOT_FOUND);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(2, 0, 0, 0));

    assertThat(enrichment.lookups.attempts("second", 0)).isEqualTo(1);
    assertThat(enrichment.credits.captured()).isEqualTo(2);
  }

  @Test
  void asksTheSecondProviderWhenTheFirstFailsForGood() {
    enrichment.lookups.script("first", 0, Answer.REFUSAL);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(2, 0, 0, 0));

    assertThat(enrichment.lookups.attempts("first", 0)).isEqualTo(1);
    assertThat(enrichment.lookups.attempts("second", 0)).isEqualTo(1);
  }

  @Test
  void failsTheContactWhenEveryProviderFails() {
    enrichment.lookups.script("first", 0, Answer.REFUSAL);
    enrichment.lookups.script("second", 0, Answer.REFUSAL);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(1, 0, 1, 0));

    assertSettledAs(ContactOutcome.FAILED);
  }

  @Test
  void findsNothingWhenOneProviderHasNothingAndTheLastFails() {
    enrichment.lookups.script("first", 0, Answer.NOT_FOUND);
    enrichment.lookups.script("second", 0, Answer.REFUSAL);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(1, 1, 0, 0));

    assertSettledAs(ContactOutcome.NOT_FOUND);
  }

  @Test
  void findsNothingWhenTheFirstFailsAndTheLastHasNothing() {
    enrichment.lookups.script("first", 0, Answer.REFUSAL);
    enrichment.lookups.script("second", 0, Answer.NOT_FOUND);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(1, 1, 0, 0));

    assertThat(enrichment.credits.settlements()).isEmpty();
  }

  @Test
  void asksAProviderAgainThatIsDown() {
    enrichment.lookups.script("first", 0, Answer.OUTAGE, Answer.OUTAGE, Answer.FOUND);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(2, 0, 0, 0));

    assertThat(enrichment.lookups.attempts("first", 0)).isEqualTo(3);
    assertThat(enrichment.lookups.attempts("second", 0)).isZero();
  }

  @Test
  void waitsForAProviderThatIsDownWhenNobodyElseHasAnything() {
    enrichment.lookups.script("first", 0, Answer.DOWN, Answer.FOUND);
    enrichment.lookups.script("second", 0, Answer.NOT_FOUND);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(2, 0, 0, 0));

    assertThat(asked(0)).containsExactly("first", "second", "first");
  }

  @Test
  void waitsForNobodyWhenSomebodyElseHasSomething() {
    enrichment.lookups.script("first", 0, Answer.DOWN);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(2, 0, 0, 0));

    assertThat(asked(0)).containsExactly("first", "second");
  }

  @Test
  void failsTheContactWhenEveryProviderStaysDown() {
    enrichment.lookups.script("first", 0, Answer.DOWN);
    enrichment.lookups.script("second", 0, Answer.DOWN);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(1, 0, 1, 0));

    assertThat(asked(0)).containsExactly("first", "second", "first", "second");
    assertSettledAs(ContactOutcome.FAILED);
  }

  @Test
  void findsNothingWhenOneStaysDownAndAnotherHasNothing() {
    enrichment.lookups.script("first", 0, Answer.DOWN);
    enrichment.lookups.script("second", 0, Answer.NOT_FOUND);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(1, 1, 0, 0));

    assertSettledAs(ContactOutcome.NOT_FOUND);
  }

  @Test
  void hasAnEmailVerifiedByWhoeverCanTell() {
    planVerification();
    enrichment.lookups.script("first", 0, Answer.UNVERIFIED);
    enrichment.lookups.script("verifier", 0, Answer.UNVERIFIED);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(2, 0, 0, 0));

    assertThat(asked(0)).containsExactly("resolver", "first", "verifier", "last-verifier");
  }

  @Test
  void asksTheNextProviderWhenAnEmailDoesNotExist() {
    planVerification();
    enrichment.lookups.script("first", 0, Answer.UNVERIFIED);
    enrichment.lookups.script("verifier", 0, Answer.REFUTED);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(2, 0, 0, 0));

    assertThat(asked(0)).containsExactly("resolver", "first", "verifier", "second");
  }

  @Test
  void findsNothingWhenNoEmailExists() {
    planVerification();
    enrichment.lookups.script("first", 0, Answer.UNVERIFIED);
    enrichment.lookups.script("second", 0, Answer.UNVERIFIED);
    enrichment.lookups.script("verifier", 0, Answer.REFUTED);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(1, 1, 0, 0));

    assertSettledAs(ContactOutcome.NOT_FOUND);
  }

  @Test
  void leavesAnEmailToTheBooksWhenEveryVerifierFails() {
    planVerification();
    enrichment.lookups.script("first", 0, Answer.UNVERIFIED);
    enrichment.lookups.script("verifier", 0, Answer.REFUSAL);
    enrichment.lookups.script("last-verifier", 0, Answer.REFUSAL);

    enrich();

    assertThat(asked(0)).as("nobody else is paid").doesNotContain("second");
    assertThat(enrichment.credits.settlements())
        .containsExactly(new SettlementInput(enrichment.contact(0), ContactOutcome.FAILED));
  }

  @Test
  void resolvesADomainWhereThereIsNone() {
    planVerification();
    enrichment.lookups.script("resolver", 0, Answer.REFUSAL);

    assertThat(enrich()).isEqualTo(new EnrichmentTotals(2, 0, 0, 0));

    assertThat(asked(0)).containsExactly("resolver", "first");
    assertThat(asked(1)).containsExactly("first");
  }

  private void planVerification() {
    enrichment.credits.willAccept(
        planInFull(
            steps("resolver"), steps("first", "second"), steps("verifier", "last-verifier")));
  }

  private List<String> asked(int position) {
    return enrichment.lookups.questions().stream()
        .filter(question -> question.position() == position)
        .map(Question::provider)
        .toList();
  }

  private EnrichmentTotals enrich() {
    enrichment.startBulk();
    return enrichment.bulkResult();
  }

  private void assertSettledAs(ContactOutcome outcome) {
    assertThat(enrichment.credits.settlements())
        .containsExactly(new SettlementInput(enrichment.contact(0), outcome));
    assertThat(enrichment.credits.released()).isEqualTo(1);
    assertThat(enrichment.credits.held()).isZero();
    assertThat(enrichment.webhooks.delivered()).containsEntry(0, outcome);
  }
}
