package enrichment.activities.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.activities.lookups.StubProvider.WorkerDied;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.domain.LookupOutcome;
import enrichment.providers.Answer;
import enrichment.providers.EmailVerdict;
import enrichment.providers.Provider;
import enrichment.providers.ProviderException.Kind;
import enrichment.store.Requests;
import enrichment.store.contacts.NewContact;
import enrichment.store.credits.CreditBalance;
import enrichment.store.lookups.ProviderCircuits;
import enrichment.store.lookups.ProviderPaces;
import enrichment.store.sql.Ids;
import enrichment.workflows.LookupResult;
import enrichment.workflows.steps.FailureTypes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaterfallLookupActivitiesTest {

  private static final Findings EMAIL =
      Findings.ofEmail("ada@analytical.example", EmailStatus.DELIVERABLE);
  private static final Findings UNVERIFIED =
      Findings.ofEmail("ada@analytical.example", EmailStatus.NOT_AVAILABLE);
  private static final LookupResult FOUND =
      new LookupResult(LookupOutcome.FOUND, ContactOutcome.FOUND);
  private static final LookupResult OPEN_MISS = new LookupResult(LookupOutcome.NOT_FOUND, null);
  private static final LookupResult OPEN_HIT = new LookupResult(LookupOutcome.FOUND, null);
  private static final LookupResult REFUTED = new LookupResult(LookupOutcome.REFUTED, null);
  private static final LookupResult UNAVAILABLE = new LookupResult(LookupOutcome.UNAVAILABLE, null);

  private final StubProvider first = new StubProvider("first");
  private final StubProvider second = new StubProvider("second");
  private final LookupFixture lookups = LookupFixture.of(first, second);

  @Test
  void settlesAHitAtOnceAndChargesIt() {
    first.finds(EMAIL);
    assertThat(lookups.ask(first, false)).isEqualTo(FOUND);
    assertThat(lookups.balance()).isEqualTo(new CreditBalance(8, 1));
  }

  @Test
  void leavesAMissToTheNextProvider() {
    first.findsNothing();
    second.findsNothing();
    assertThat(lookups.ask(first, false)).isEqualTo(OPEN_MISS);
    assertThat(lookups.ask(second, true))
        .isEqualTo(new LookupResult(LookupOutcome.NOT_FOUND, ContactOutcome.NOT_FOUND));
    assertThat(lookups.balance()).isEqualTo(new CreditBalance(9, 1));
  }

  @Test
  void asksNobodyAgainWhenAnAnswerWasRecorded() {
    first.findsNothing();
    second.finds(EMAIL);
    lookups.ask(first, false);
    assertThat(lookups.ask(first, false).contactEnded()).isNull();
    lookups.ask(second, true);
    assertThat(lookups.ask(second, true).contactEnded()).isEqualTo(ContactOutcome.FOUND);
    assertThat(lookups.ask(first, false).contactEnded()).isEqualTo(ContactOutcome.FOUND);

    assertThat(first.calls()).isEqualTo(1);
    assertThat(second.calls()).isEqualTo(1);
    assertThat(lookups.balance()).isEqualTo(new CreditBalance(8, 1));
  }

  @Test
  void writesDownWhatItCosts() {
    first.findsNothing();
    second.finds(EMAIL);
    lookups.ask(first, false);
    lookups.ask(second, true);
    assertThat(lookups.trace())
        .extracting(report -> report.cost())
        .containsExactly(new BigDecimal("0.5"), new BigDecimal("2.5"));
  }

  @Test
  void passesOverAProviderAfterItsAttempts() {
    first.fails(Kind.UNAVAILABLE).fails(Kind.UNAVAILABLE).fails(Kind.UNAVAILABLE);
    assertAsksLater(first, Duration.ofSeconds(1));
    assertAsksLater(first, Duration.ofSeconds(2));
    assertThat(lookups.ask(first, false)).isEqualTo(UNAVAILABLE);
    assertThat(first.calls()).isEqualTo(3);
  }

  @Test
  void waitsForAProviderThatWasPassedOverWhenItIsPatient() {
    first.fails(Kind.UNAVAILABLE).fails(Kind.UNAVAILABLE).fails(Kind.UNAVAILABLE);
    assertAsksLater(first, Duration.ofSeconds(1));
    assertAsksLater(first, Duration.ofSeconds(2));
    lookups.ask(first, false);

    first.fails(Kind.UNAVAILABLE).finds(EMAIL);
    assertThat(LookupFixture.failure(() -> lookups.askPatiently(first)).isNonRetryable()).isFalse();
    assertThat(lookups.askPatiently(first)).isEqualTo(FOUND);
  }

  @Test
  void waitsAsLongAsItHasPatienceForAProviderThatStaysDown() {
    for (var call = 0; call < 9; call++) {
      first.fails(Kind.UNAVAILABLE);
      assertThat(LookupFixture.failure(() -> lookups.askPatiently(first)).getType())
          .isEqualTo(FailureTypes.ASK_LATER);
    }
    lookups.pass(LookupFixture.PATIENCE.plusSeconds(1));
    first.fails(Kind.UNAVAILABLE);
    assertFailsForGood(first);
    assertThat(lookups.trace().getFirst().outcome()).isEqualTo(LookupOutcome.FAILED);
  }

  @Test
  void isPatientFromWhenNobodyElseIsLeft() {
    first.fails(Kind.BUSY, Duration.ofHours(1));
    assertThat(lookups.ask(first, false)).isEqualTo(UNAVAILABLE);
    // The others took their time.
    lookups.pass(Duration.ofHours(2));
    first.fails(Kind.UNAVAILABLE).finds(EMAIL);
    assertThat(LookupFixture.failure(() -> lookups.askPatiently(first)).getType())
        .isEqualTo(FailureTypes.ASK_LATER);
    assertThat(lookups.askPatiently(first)).isEqualTo(FOUND);
  }

  @Test
  void asksNobodyWhoseCircuitIsOpen() {
    for (var failure = 0; failure < 10; failure++) {
      new ProviderCircuits(lookups.database).countFailure(first.name(), "stub", false);
    }
    assertThat(lookups.ask(first, false)).isEqualTo(UNAVAILABLE);
    assertThat(LookupFixture.failure(() -> lookups.askPatiently(first)).getType())
        .isEqualTo(FailureTypes.ASK_LATER);
    assertThat(first.calls()).isZero();

    lookups.pass(Duration.ofSeconds(31));
    first.finds(EMAIL);
    assertThat(lookups.askPatiently(first)).isEqualTo(FOUND);
  }

  @Test
  void doesNotWaitForEver() {
    new ProviderCircuits(lookups.database).open(first.name(), "stub", Duration.ofDays(1));
    LookupFixture.failure(() -> lookups.askPatiently(first));
    lookups.pass(LookupFixture.PATIENCE.plusSeconds(1));
    new ProviderCircuits(lookups.database).open(first.name(), "stub", Duration.ofDays(1));
    assertFailsForGood(first);
  }

  @Test
  void asksNobodyAnythingAfterAKeyWasRefused() {
    first.fails(Kind.KEY_REFUSED);
    assertFailsForGood(first);
    assertThat(LookupFixture.failure(() -> lookups.ask(1, first)).isNonRetryable()).isTrue();
    assertThat(first.calls()).isEqualTo(1);
  }

  @Test
  void leavesABusyProviderInPeaceForAsLongAsItSays() {
    first.fails(Kind.BUSY, Duration.ofSeconds(7));
    assertAsksLater(first, Duration.ofSeconds(7));
    var other = LookupFixture.failure(() -> lookups.ask(1, first));
    assertThat(other.getNextRetryDelay()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
    assertThat(first.calls()).isEqualTo(1);

    lookups.pass(Duration.ofSeconds(8));
    first.finds(EMAIL);
    assertThat(lookups.ask(first, false)).isEqualTo(FOUND);
  }

  @Test
  void passesOverABusyProviderAlsoForContactsThatItHasNotSeen() {
    first.fails(Kind.BUSY, Duration.ofSeconds(59));
    assertThat(LookupFixture.failure(() -> lookups.ask(1, first))).isNotNull();
    for (var wait = 0; wait < 3; wait++) {
      assertThat(LookupFixture.failure(() -> lookups.ask(first, false)).getType())
          .isEqualTo(FailureTypes.ASK_LATER);
      lookups.pass(Duration.ofSeconds(55));
      new ProviderPaces(lookups.database).pause(first.name(), Duration.ofSeconds(59));
    }
    assertThat(lookups.ask(first, false)).isEqualTo(UNAVAILABLE);
    assertThat(first.calls()).isEqualTo(1);
  }

  @Test
  void passesOverAProviderThatIsBusyForLong() {
    first.fails(Kind.BUSY, Duration.ofHours(1));
    assertThat(lookups.ask(first, false)).isEqualTo(UNAVAILABLE);
  }

  @Test
  void isBusyAsOftenAsItLikesForTwoMinutes() {
    for (var call = 0; call < 10; call++) {
      first.fails(Kind.BUSY, Duration.ofSeconds(1));
      assertAsksLater(first, Duration.ofSeconds(1));
      lookups.pass(Duration.ofSeconds(2));
    }
    lookups.pass(Duration.ofMinutes(2));
    first.fails(Kind.BUSY, Duration.ofSeconds(1));
    assertThat(lookups.ask(first, false)).isEqualTo(UNAVAILABLE);
  }

  @Test
  void neverRepeatsACallThatMayHaveBeenAnswered() {
    first.killsItsWorker();
    assertThatThrownBy(() -> lookups.ask(first, false)).isInstanceOf(WorkerDied.class);
    assertFailsForGood(first);
    assertThat(first.calls()).isEqualTo(1);
    assertThat(lookups.trace().getFirst().outcome()).isEqualTo(LookupOutcome.IN_DOUBT);
    assertThat(lookups.trace().getFirst().cost()).isNull();
  }

  @Test
  void neverRepeatsACallThatTimedOut() {
    first.fails(Kind.IN_DOUBT);
    assertFailsForGood(first);
    assertFailsForGood(first);
    assertThat(first.calls()).isEqualTo(1);
  }

  @Test
  void repeatsACallThatCostsNothingMore() {
    first.repeatable().killsItsWorker().fails(Kind.IN_DOUBT).finds(EMAIL);
    assertThatThrownBy(() -> lookups.ask(first, false)).isInstanceOf(WorkerDied.class);
    assertAsksLater(first, Duration.ofSeconds(2));
    assertThat(lookups.ask(first, false)).isEqualTo(FOUND);
  }

  @Test
  void givesUpOnAContactThatNoAttemptSurvives() {
    first.repeatable();
    for (var attempt = 1; attempt <= 3 + 20; attempt++) {
      first.killsItsWorker();
      assertThatThrownBy(() -> lookups.ask(first, false)).isInstanceOf(WorkerDied.class);
    }
    assertFailsForGood(first);
    assertThat(first.calls()).isEqualTo(3 + 20);
  }

  @Test
  void givesUpAtOnceOnAProviderThatWillNeverAnswer() {
    first.fails(Kind.REFUSED);
    assertFailsForGood(first);
    assertFailsForGood(first);
    assertThat(first.calls()).isEqualTo(1);
  }

  @Test
  void passesOverAProviderThatWasRemovedFromTheConfiguration() {
    assertFailsForGood(new StubProvider("removed"));
  }

  @Test
  void asksAgainForAnAnswerThatTakesItsTimeAndSubmitsOnce() {
    first.says(
        new Answer.Pending("request-7", Duration.ofMinutes(15)),
        new Answer.Pending("request-7b", Duration.ofMinutes(30)));
    assertAsksLater(first, Duration.ofMinutes(15));
    assertThat(first.lastQuestion().ticket()).isNull();
    var another = lookups.restarted(first, second);
    assertThat(LookupFixture.failure(() -> another.ask(first, false)).getNextRetryDelay())
        .isEqualTo(Duration.ofMinutes(30));
    assertThat(first.lastQuestion().ticket()).isEqualTo("request-7");

    first.fails(Kind.UNAVAILABLE).killsItsWorker().finds(EMAIL);
    lookups.pass(Duration.ofHours(1));
    assertThat(LookupFixture.failure(() -> lookups.ask(first, false)).getType())
        .isEqualTo(FailureTypes.ASK_LATER);
    assertThatThrownBy(() -> lookups.ask(first, false)).isInstanceOf(WorkerDied.class);
    assertThat(lookups.ask(first, false)).isEqualTo(FOUND);
    assertThat(first.lastQuestion().ticket()).isEqualTo("request-7b");
    assertThat(lookups.trace().getFirst().attempts()).isEqualTo(1);
  }

  @Test
  void waitsForWhatIsPaidForThoughKeyOrQuotaAreGone() {
    first.says(new Answer.Pending("request-7", Duration.ofSeconds(10)));
    assertAsksLater(first, Duration.ofSeconds(10));
    first.fails(Kind.QUOTA_EXHAUSTED);
    assertThat(LookupFixture.failure(() -> lookups.ask(first, false)).getType())
        .isEqualTo(FailureTypes.ASK_LATER);
    assertThat(LookupFixture.failure(() -> lookups.ask(first, false)).getType())
        .as("the circuit is open")
        .isEqualTo(FailureTypes.ASK_LATER);
    assertThat(LookupFixture.failure(() -> lookups.ask(1, first)).isNonRetryable()).isTrue();

    lookups.pass(Duration.ofMinutes(11));
    first.finds(EMAIL);
    assertThat(lookups.ask(first, false)).isEqualTo(FOUND);
  }

  @Test
  void waitsForNoAnswerLongerThanADay() {
    first.says(new Answer.Pending("request-7", Duration.ofSeconds(10)));
    assertAsksLater(first, Duration.ofSeconds(10));
    lookups.pass(Duration.ofHours(25));
    assertFailsForGood(first);
    assertThat(lookups.trace().getFirst().outcome()).isEqualTo(LookupOutcome.IN_DOUBT);
  }

  @Test
  void holdsNothingAgainstAProviderThatCannotAnswerThisQuestionYet() {
    first.fails(Kind.NOT_YET).fails(Kind.NOT_YET).fails(Kind.NOT_YET);
    assertAsksLater(first, Duration.ofSeconds(1));
    assertAsksLater(first, Duration.ofSeconds(2));
    assertFailsForGood(first);
    first.finds(EMAIL);
    assertThat(lookups.ask(1, first)).isEqualTo(FOUND);
  }

  @Test
  void asksNobodyWhoLacksWhatItNeeds() {
    new ProviderCircuits(lookups.database).open(first.name(), "stub", Duration.ZERO);
    first.needsMore();
    assertThat(lookups.ask(first, false)).isEqualTo(OPEN_MISS);
    assertThat(new ProviderCircuits(lookups.database).claimProbe(first.name(), Duration.ZERO))
        .as("its circuit is open as before")
        .isTrue();
    assertThat(first.calls()).isZero();
    assertThat(lookups.trace().getFirst().attempts()).isZero();
    assertThat(lookups.trace().getFirst().cost()).isEqualByComparingTo(BigDecimal.ZERO);
  }

  @Test
  void theSameProviderMayResolveADomainAndFindSomebodyThere() {
    var nameless = LookupFixture.of(EnrichmentType.EMAIL, List.of(of("Engines Ltd")), first);
    first.says(new Answer.Resolved("engines.example")).finds(EMAIL);
    assertThat(nameless.resolve(0, first)).isEqualTo(LookupOutcome.FOUND);
    assertThat(nameless.ask(first, true)).isEqualTo(FOUND);
    assertThat(nameless.trace()).hasSize(2);
  }

  /** The domain would be a stranger's. */
  @ParameterizedTest
  @ValueSource(strings = {"N/A", "Self-employed", "{{company}}"})
  void nobodyIsAskedForTheDomainOfNoEmployer(String company) {
    var lookups = LookupFixture.of(EnrichmentType.EMAIL, List.of(of(company)), first);
    first.says(new Answer.Resolved("engines.example"));
    assertThat(lookups.resolve(0, first)).isEqualTo(LookupOutcome.NOT_FOUND);
    assertThat(first.calls()).isZero();
  }

  @Test
  void colleaguesDoNotWaitForOneWhoseResolverIsPassedOver() {
    var colleagues = List.of(of("Engines Ltd"), of("Engines Ltd"));
    var lookups = LookupFixture.of(EnrichmentType.EMAIL, colleagues, first);
    new ProviderCircuits(lookups.database).open(first.name(), "stub", Duration.ofMinutes(1));
    assertThat(lookups.resolve(0, first)).isEqualTo(LookupOutcome.UNAVAILABLE);
    assertThat(lookups.resolve(1, first)).isEqualTo(LookupOutcome.UNAVAILABLE);
  }

  @Test
  void paysForTheVerdictOnAnAddressOnce() {
    first.finds(UNVERIFIED);
    second.finds(UNVERIFIED);
    var verifier = new StubProvider("verifier");
    var lookups = LookupFixture.of(first, second, verifier);
    verifier.says(new Answer.Verified(EmailVerdict.UNDELIVERABLE));
    lookups.askToBeVerified(first);
    assertThat(lookups.verify(verifier, first, true)).isEqualTo(REFUTED);
    lookups.askToBeVerified(second);
    assertThat(lookups.verify(verifier, second, true)).isEqualTo(REFUTED);
    assertThat(verifier.calls()).isEqualTo(1);
  }

  @Test
  void verifiesAnEmailThatNobodyHas() {
    first.finds(UNVERIFIED);
    second.says(new Answer.Verified(EmailVerdict.DELIVERABLE));
    assertThat(lookups.askToBeVerified(first)).isEqualTo(OPEN_HIT);
    assertThat(lookups.askToBeVerified(first)).isEqualTo(OPEN_HIT);
    assertThat(lookups.verify(second, first, true)).isEqualTo(FOUND);

    assertThat(second.lastQuestion().email()).isEqualTo("ada@analytical.example");
    assertThat(lookups.document().emailStatus()).isEqualTo("deliverable");
    assertThat(lookups.document().provider()).isEqualTo("first");
    assertThat(first.calls()).isEqualTo(1);
  }

  @Test
  void asksNoVerifierAboutAnEmailWhoseProviderHasVerifiedIt() {
    first.finds(EMAIL);
    assertThat(lookups.askToBeVerified(first)).isEqualTo(FOUND);
  }

  @Test
  void neverCallsACatchAllDeliverable() {
    first.finds(UNVERIFIED);
    second.says(new Answer.Verified(EmailVerdict.CATCH_ALL));
    lookups.askToBeVerified(first);
    lookups.verify(second, first, true);
    assertThat(lookups.document().emailStatus()).isEqualTo("catch-all");
  }

  @Test
  void anEmailThatDoesNotExistIsNoHit() {
    first.finds(UNVERIFIED);
    second.says(new Answer.Verified(EmailVerdict.UNDELIVERABLE)).finds(EMAIL);
    lookups.askToBeVerified(first);
    assertThat(lookups.verify(second, first, true)).isEqualTo(REFUTED);
    assertThat(lookups.verify(second, first, true)).isEqualTo(REFUTED);
    assertThat(lookups.balance()).isEqualTo(new CreditBalance(8, 2));

    assertThat(lookups.askToBeVerified(second)).isEqualTo(FOUND);
    assertThat(lookups.document().provider()).isEqualTo("second");
    assertThat(second.calls()).isEqualTo(2);
  }

  @Test
  void anEmailThatNobodyCanVerifyCountsWithNothingKnownOfIt() {
    first.finds(UNVERIFIED);
    second.says(new Answer.Verified(EmailVerdict.UNKNOWN));
    lookups.askToBeVerified(first);
    assertThat(lookups.verify(second, first, false)).isEqualTo(OPEN_MISS);
    assertThat(lookups.verify(second, first, true)).isEqualTo(FOUND);
    assertThat(second.calls()).isEqualTo(1);
    assertThat(lookups.document().emailStatus()).isEqualTo("N/A");
    assertThat(lookups.document().credits()).isEqualTo(1);
  }

  @Test
  void aVerifierThatFailsCannotTell() {
    first.finds(UNVERIFIED);
    second.fails(Kind.REFUSED);
    lookups.askToBeVerified(first);
    assertThat(lookups.verify(second, first, false)).isEqualTo(OPEN_MISS);
    assertThat(lookups.verify(second, first, true)).isEqualTo(FOUND);
    assertThat(second.calls()).isEqualTo(1);
  }

  @Test
  void resolvesADomainOnceForAllProviders() {
    var nameless =
        LookupFixture.of(EnrichmentType.EMAIL, List.of(of("Engines Ltd")), first, second);
    first.says(new Answer.Resolved("engines.example"));
    second.finds(EMAIL);
    assertThat(nameless.resolve(0, first)).isEqualTo(LookupOutcome.FOUND);
    assertThat(nameless.resolve(0, first)).isEqualTo(LookupOutcome.FOUND);
    assertThat(nameless.ask(second, true)).isEqualTo(FOUND);
    assertThat(second.lastQuestion().domain()).isEqualTo("engines.example");
    assertThat(first.calls()).isEqualTo(1);
  }

  @Test
  void asksForTheDomainOfACompanyOnceForAllOfItsPeople() {
    var colleagues = List.of(of("Engines Ltd"), of("ENGINES Limited"), of("Other Ltd"));
    var lookups = LookupFixture.of(EnrichmentType.EMAIL, colleagues, first);
    first.fails(Kind.UNAVAILABLE).says(new Answer.Resolved("engines.example")).findsNothing();
    for (var position : List.of(0, 1)) {
      assertThat(LookupFixture.failure(() -> lookups.resolve(position, first)).getType())
          .isEqualTo(FailureTypes.ASK_LATER);
    }
    assertThat(lookups.resolve(0, first)).isEqualTo(LookupOutcome.FOUND);
    assertThat(lookups.resolve(1, first)).isEqualTo(LookupOutcome.FOUND);
    assertThat(lookups.resolve(2, first)).isEqualTo(LookupOutcome.NOT_FOUND);
    assertThat(first.calls()).isEqualTo(3);

    second.finds(EMAIL);
    var later = lookups.restarted(first, second);
    assertThat(later.ask(1, second)).isEqualTo(FOUND);
    assertThat(second.lastQuestion().domain()).isEqualTo("engines.example");
  }

  @Test
  void somebodyElseAsksForADomainWhenTheFirstCameToNothing() {
    var colleagues = List.of(of("Engines Ltd"), of("Engines Ltd"));
    var lookups = LookupFixture.of(EnrichmentType.EMAIL, colleagues, first);
    first.fails(Kind.REFUSED).says(new Answer.Resolved("engines.example"));
    assertThat(lookups.resolve(0, first)).isEqualTo(LookupOutcome.FAILED);
    assertThat(lookups.resolve(1, first)).isEqualTo(LookupOutcome.FOUND);
  }

  private static NewContact of(String companyName) {
    return new NewContact(Ids.next(), "Ada", "Lovelace", null, companyName, null, null);
  }

  @Test
  void asksVendorsForADomainWhateverTheClientWrote() {
    var contact = Requests.person("Ada", "Lovelace", "https://www.Analytical.example/about");
    var lookups = LookupFixture.of(EnrichmentType.EMAIL, List.of(contact), first);
    first.finds(EMAIL);
    lookups.ask(first, true);
    assertThat(first.lastQuestion().domain()).isEqualTo("analytical.example");
  }

  @Test
  void equalContactsAreLookedUpOnce() {
    var twins = List.of(ada(), ada());
    var lookups = LookupFixture.of(EnrichmentType.EMAIL, twins, first);
    first.says(new Answer.Pending("request-7", Duration.ofSeconds(5)));
    assertThat(LookupFixture.failure(() -> lookups.ask(0, first))).isNotNull();
    assertThat(LookupFixture.failure(() -> lookups.ask(1, first)).getNextRetryDelay())
        .isEqualTo(Duration.ofSeconds(1));
    first.finds(EMAIL);
    assertThat(lookups.ask(0, first)).isEqualTo(FOUND);
    assertThat(lookups.ask(1, first)).isEqualTo(FOUND);

    assertThat(first.calls()).isEqualTo(2);
    assertThat(lookups.document(1).cached()).isTrue();
    assertThat(lookups.balance()).isEqualTo(new CreditBalance(99, 0));
  }

  private static NewContact ada() {
    return Requests.person("Ada", "Lovelace", "analytical.example");
  }

  private void assertAsksLater(Provider provider, Duration delay) {
    var failure = LookupFixture.failure(() -> lookups.ask(provider, false));
    assertThat(failure.getType()).isEqualTo(FailureTypes.ASK_LATER);
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(failure.getNextRetryDelay()).isEqualTo(delay);
  }

  private void assertFailsForGood(Provider provider) {
    var failure = LookupFixture.failure(() -> lookups.askPatiently(provider));
    assertThat(failure.getType()).isEqualTo(FailureTypes.PROVIDER_FAILED);
    assertThat(failure.isNonRetryable()).isTrue();
  }
}
