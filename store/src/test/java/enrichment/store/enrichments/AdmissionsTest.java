package enrichment.store.enrichments;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.Admission;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentType;
import enrichment.domain.ProviderChains;
import enrichment.domain.ProviderStep;
import enrichment.domain.Rejection;
import enrichment.domain.Rejection.Reason;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.NewContact;
import enrichment.store.credits.CreditBalance;
import enrichment.store.credits.CreditLedger;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdmissionsTest {

  private final Database database = TestDatabase.create();
  private final CreditLedger ledger = new CreditLedger(database);
  private final Enrichments enrichments = new Enrichments(database);
  private final Admissions admissions = new Admissions(database);
  private final Settlements settlements = new Settlements(database);

  @Test
  void holdsTheCreditsOfTheWholeBatch() {
    var account = Requests.account(database, 100);
    var admission = admit(receive(account, EnrichmentType.PHONE, 10));

    assertThat(admission.plan().contacts()).isEqualTo(10);
    assertThat(admission.plan().webhook()).isTrue();
    assertThat(admission.plan().providers()).isEqualTo(Requests.WATERFALL.finders());
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(0, 100));
  }

  @Test
  void givesTheSameDecisionAgainAndHoldsOnce() {
    var account = Requests.account(database, 30);
    var enrichmentId = receive(account, EnrichmentType.EMAIL, 10);

    var first = admit(enrichmentId);
    assertThat(admissions.admit(enrichmentId, type -> ProviderChains.ofFinders())).isEqualTo(first);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(20, 10));
  }

  @Test
  void readsThePlansOfEarlierVersions() {
    var enrichmentId = receive(Requests.account(database, 30), EnrichmentType.EMAIL, 2);
    admit(enrichmentId);
    TestDatabase.jdbi(database)
        .useHandle(
            handle ->
                handle.execute(
                    """
                    update enrichment set admission = '{"plan": {"type": "EMAIL", "contacts": 2,
                      "webhook": true, "finishedWebhook": false,
                      "providers": [{"provider": "directory", "timeout": 5.0}]}}'
                    """));
    var plan = admit(enrichmentId).plan();
    assertThat(plan.providers())
        .containsExactly(ProviderStep.of("directory", Duration.ofSeconds(5)));
    assertThat(plan.verifiers()).isEmpty();
    assertThat(plan.of(0).resolvers()).isEmpty();
  }

  @Test
  void plansToResolveDomainsWhereThereAreNone() {
    var enrichment =
        Requests.received(
            database,
            Requests.account(database, 30),
            EnrichmentType.EMAIL,
            Requests.person("Ada", "Lovelace", "analytical.example"),
            new NewContact(Ids.next(), "Ada", "Byron", null, "Engines", null, null));
    var step = ProviderStep.of("resolver", Duration.ofSeconds(5));
    var chains = new ProviderChains(List.of(), List.of(), List.of(step));
    var plan = admissions.admit(enrichment.enrichmentId(), type -> chains).plan();
    assertThat(plan.of(0).resolvers()).isEmpty();
    assertThat(plan.of(1).resolvers()).containsExactly(step);
  }

  @Test
  void knowsTheQueuesOfWhatIsUnderWay() {
    var enrichmentId = receive(Requests.account(database, 30), EnrichmentType.EMAIL, 2);
    var paced = new ProviderStep("paced", Duration.ofSeconds(5), "lookups/paced");
    admissions.admit(enrichmentId, type -> ProviderChains.ofFinders(paced));
    admit(receive(Requests.account(database, 30), EnrichmentType.EMAIL, 2));
    assertThat(enrichments.taskQueues()).containsExactly("lookups/paced");
    var aMinute = Duration.ofMinutes(1);
    assertThat(enrichments.taskQueuesSince(Instant.now().minus(aMinute)))
        .containsExactly("lookups/paced");
    assertThat(enrichments.taskQueuesSince(Instant.now().plus(aMinute))).isEmpty();
    settlements.close(enrichmentId);
    assertThat(enrichments.taskQueues()).isEmpty();
  }

  @Test
  void rejectsABatchThatIsNotCoveredAndHoldsNothing() {
    var account = Requests.account(database, 40);
    var enrichmentId = receive(account, EnrichmentType.EMAIL, 100);

    var rejection = new Rejection(Reason.INSUFFICIENT_CREDITS, 100, 40);
    assertThat(admit(enrichmentId).rejection()).isEqualTo(rejection);
    ledger.grant(account, 100, "too late");
    assertThat(admit(enrichmentId).rejection()).as("decided once").isEqualTo(rejection);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(140, 0));
  }

  @Test
  void rejectsPersonalEmailsWithoutConsent() {
    var account = Requests.account(database, 100, false);
    var admission = admit(receive(account, EnrichmentType.PERSONAL_EMAIL, 2));

    assertThat(admission.rejection().reason()).isEqualTo(Reason.CONSENT_REQUIRED);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(100, 0));
  }

  @Test
  void neverAdmitsWhatWasAbandoned() {
    var account = Requests.account(database, 100);
    var enrichmentId = receive(account, EnrichmentType.EMAIL, 2);

    assertThat(admissions.abandon(enrichmentId)).isEmpty();
    assertThat(admit(enrichmentId).rejection().reason()).isEqualTo(Reason.ABANDONED);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(100, 0));
  }

  @Test
  void doesNotAbandonWhatWasDecided() {
    var account = Requests.account(database, 100);
    var enrichmentId = receive(account, EnrichmentType.EMAIL, 2);

    var admission = admit(enrichmentId);
    assertThat(admissions.abandon(enrichmentId)).contains(admission);
    assertThat(new UnfinishedEnrichments(database).count()).isEqualTo(1);
  }

  @Test
  void neverAdmitsWhenItsTimeHasRunOut() {
    var account = Requests.account(database, 100);
    var enrichment = Requests.enrichment(account, EnrichmentType.EMAIL, 2);
    enrichments.receive(enrichment, Duration.ofSeconds(-1));

    assertThat(admit(enrichment.enrichmentId()).rejection().reason()).isEqualTo(Reason.ABANDONED);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(100, 0));
  }

  @Test
  void neverAdmitsWhatWasSweptUp() {
    assertThat(admit(Ids.next()).rejection().reason()).isEqualTo(Reason.ABANDONED);
  }

  @Test
  void lendsReturnedCreditsToTheNextBatch() {
    var account = Requests.account(database, 10);
    var first = receive(account, EnrichmentType.EMAIL, 10);
    admit(first);
    settlements.settle(new ContactKey(first, 0), ContactOutcome.CANCELLED);
    settlements.settle(new ContactKey(first, 1), ContactOutcome.FAILED);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(2, 8));

    assertThat(admit(receive(account, EnrichmentType.EMAIL, 2)).plan()).isNotNull();
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(0, 10));
  }

  @Test
  void sweepsUpOnlyWhatWasNeverAccepted() {
    var account = Requests.account(database, 100);
    var accepted = receive(account, EnrichmentType.EMAIL, 2);
    admit(accepted);
    admissions.abandon(receive(account, EnrichmentType.EMAIL, 2));
    var inert = Requests.enrichment(account, EnrichmentType.EMAIL, 2);
    enrichments.receive(inert, Duration.ofSeconds(-1));

    assertThat(enrichments.sweepInert(Duration.ofHours(1))).isZero();
    assertThat(enrichments.sweepInert(Duration.ofSeconds(-1))).isEqualTo(1);
    assertThat(enrichments.summary(account, accepted)).isPresent();
  }

  private UUID receive(UUID account, EnrichmentType type, int contacts) {
    var enrichment = Requests.enrichment(account, type, contacts);
    enrichments.receive(enrichment, Requests.TIME_TO_ADMIT);
    return enrichment.enrichmentId();
  }

  private Admission admit(UUID enrichmentId) {
    return admissions.admit(enrichmentId, type -> Requests.WATERFALL);
  }
}
