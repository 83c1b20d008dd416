package enrichment.activities.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.domain.LookupOutcome;
import enrichment.providers.Answer;
import enrichment.providers.ProviderException.Kind;
import enrichment.providers.Rate;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.NewContact;
import enrichment.store.credits.CreditBalance;
import enrichment.store.enrichments.Cancellations;
import enrichment.store.lookups.Lookups;
import enrichment.store.privacy.ConsentRevocations;
import enrichment.store.sql.Ids;
import enrichment.workflows.LookupResult;
import enrichment.workflows.steps.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Enrichments that are cancelled, and consent that is revoked, while contacts are looked up. */
class StoppedLookupsTest {

  private static final Findings EMAIL =
      Findings.ofEmail("ada@analytical.example", EmailStatus.DELIVERABLE);
  private static final Findings UNVERIFIED =
      Findings.ofEmail("ada@analytical.example", EmailStatus.NOT_AVAILABLE);
  private static final Findings PERSONAL_EMAIL =
      Findings.ofPersonalEmail("ada@mail.example", EmailStatus.DELIVERABLE);
  private static final LookupResult CANCELLED = LookupResult.ofEnded(ContactOutcome.CANCELLED);

  private final StubProvider provider = new StubProvider("first");
  private final StubProvider verifier = new StubProvider("second");

  @Test
  void asksNobodyOnceAnEnrichmentIsCancelled() {
    var lookups = LookupFixture.of(provider);
    cancel(lookups);
    assertThat(lookups.ask(provider, false)).isEqualTo(CANCELLED);
    assertThat(provider.calls()).isZero();
    assertThat(lookups.balance()).isEqualTo(new CreditBalance(9, 1));
    assertThat(lookups.document().status()).isEqualTo("cancelled");
  }

  @Test
  void takesNoTurnOfAProvidersOnceAnEnrichmentIsCancelled() {
    provider.atRate(new Rate(1, Duration.ofMinutes(1)));
    var lookups = LookupFixture.of(provider);
    cancel(lookups);
    assertThat(lookups.ask(provider, false)).isEqualTo(CANCELLED);
    assertThat(lookups.turnsTaken()).isZero();
  }

  @Test
  void resolvesNoDomainOnceAnEnrichmentIsCancelled() {
    var person = new NewContact(Ids.next(), "Ada", "Lovelace", null, "Analytical", null, null);
    var lookups = LookupFixture.of(EnrichmentType.EMAIL, List.of(person, person(2)), provider);
    cancel(lookups);
    assertThat(lookups.resolve(0, provider)).isEqualTo(LookupOutcome.NOT_FOUND);
    assertThat(provider.calls()).isZero();
  }

  @Test
  void keepsWhatWasFoundBefore() {
    var lookups = LookupFixture.of(provider, verifier);
    provider.finds(UNVERIFIED);
    lookups.askToBeVerified(provider);
    cancel(lookups);
    assertThat(lookups.verify(verifier, provider, false))
        .isEqualTo(LookupResult.ofEnded(ContactOutcome.FOUND));
    assertThat(verifier.calls()).isZero();
    assertThat(lookups.document().email()).isEqualTo("ada@analytical.example");
  }

  @Test
  void takesTheAnswerToACallThatWasUnderWay() {
    var lookups = LookupFixture.of(provider);
    provider.meanwhile(() -> cancel(lookups)).finds(EMAIL);
    assertThat(lookups.ask(provider, false).contactEnded()).isEqualTo(ContactOutcome.FOUND);
    assertThat(lookups.balance()).isEqualTo(new CreditBalance(8, 1));
  }

  @Test
  void doesNotWaitForAVendorThatHasYetToAnswer() {
    var lookups = LookupFixture.of(provider);
    provider.says(new Answer.Pending("ticket", Duration.ofMinutes(5)));
    LookupFixture.failure(() -> lookups.ask(provider, false));
    cancel(lookups);
    assertThat(lookups.ask(provider, false)).isEqualTo(CANCELLED);
  }

  @Test
  void looksNoPersonalEmailUpOnceConsentIsRevoked() {
    var lookups = LookupFixture.of(EnrichmentType.PERSONAL_EMAIL, people(), provider);
    revoke(lookups);
    assertThat(lookups.ask(provider, false)).isEqualTo(CANCELLED);
    assertThat(provider.calls()).isZero();
    assertThat(lookups.balance()).isEqualTo(new CreditBalance(97, 3));
  }

  @Test
  void dropsAPersonalEmailThatIsFoundAfterConsentWasRevoked() {
    var lookups = LookupFixture.of(EnrichmentType.PERSONAL_EMAIL, people(), provider);
    provider.meanwhile(() -> revoke(lookups)).finds(PERSONAL_EMAIL);
    assertThat(lookups.ask(provider, false).contactEnded()).isEqualTo(ContactOutcome.CANCELLED);
    assertThat(lookups.document().personalEmail()).isNull();
    assertThat(lookups.balance()).isEqualTo(new CreditBalance(97, 3));
  }

  @Test
  void beginsNoCallThatWasAboutToBeMadeWhenConsentWasRevoked() {
    var lookups = LookupFixture.of(EnrichmentType.PERSONAL_EMAIL, people(), provider);
    // The contact was read before, and the call is written down after.
    provider.beforeItsCall(() -> revoke(lookups));
    assertThat(lookups.ask(provider, false)).isEqualTo(CANCELLED);
    assertThat(provider.calls()).isZero();
  }

  @Test
  void asksForNoAnswerThatWasAboutToBeAskedForWhenConsentWasRevoked() {
    var lookups = LookupFixture.of(EnrichmentType.PERSONAL_EMAIL, people(), provider);
    provider.says(new Answer.Pending("ticket", Duration.ofSeconds(1)));
    LookupFixture.failure(() -> lookups.ask(provider, false));
    // The contact was read before.
    provider.onceLookedAt(() -> revoke(lookups));
    assertThat(lookups.ask(provider, false)).isEqualTo(CANCELLED);
    assertThat(provider.calls()).isEqualTo(1);
  }

  @Test
  void makesNoCallThatWasPermittedTooLongAgo() throws Exception {
    var lookups = LookupFixture.of(provider);
    provider.fails(Kind.UNAVAILABLE).finds(EMAIL);
    LookupFixture.failure(() -> lookups.ask(provider, false));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ApplicationFailure> attempt;
      try (var slow = TestDatabase.jdbi(lookups.database).open()) {
        slow.begin();
        slow.createQuery("select from lookup for update").mapToMap().list();
        attempt = threads.submit(() -> LookupFixture.failure(() -> lookups.ask(provider, false)));
        Thread.sleep(Lookups.TIME_TO_CALL.plusMillis(500));
        slow.commit();
      }
      assertThat(attempt.get().getType()).isEqualTo(FailureTypes.ASK_LATER);
    }
    assertThat(provider.calls()).isEqualTo(1);
    assertThat(lookups.ask(provider, false).contactEnded()).isEqualTo(ContactOutcome.FOUND);
  }

  @Test
  void looksOtherThingsUpWithoutConsent() {
    var lookups = LookupFixture.of(provider);
    new ConsentRevocations(lookups.database).revoke(lookups.account, "192.0.2.1");
    provider.finds(EMAIL);
    assertThat(lookups.ask(provider, false).contactEnded()).isEqualTo(ContactOutcome.FOUND);
  }

  private static void cancel(LookupFixture lookups) {
    var enrichmentId = lookups.enrichment.enrichmentId();
    assertThat(new Cancellations(lookups.database).request(lookups.account, enrichmentId))
        .isPresent();
  }

  private static void revoke(LookupFixture lookups) {
    var toCancel = new ConsentRevocations(lookups.database).revoke(lookups.account, "192.0.2.1");
    assertThat(toCancel)
        .extracting(enrichment -> enrichment.enrichmentId())
        .containsExactly(lookups.enrichment.enrichmentId());
  }

  private static List<NewContact> people() {
    return List.of(person(1), person(2));
  }

  private static NewContact person(int number) {
    return new NewContact(
        Ids.next(),
        "Ada",
        "Lovelace",
        null,
        null,
        "https://www.linkedin.com/in/ada-" + number,
        null);
  }
}
