package enrichment.store.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.domain.LookupOutcome;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.Contacts;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.credits.CreditLedger;
import enrichment.store.enrichments.Settlements;
import enrichment.store.sql.Database;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LookupsTest {

  private static final Findings UNVERIFIED =
      Findings.ofEmail("ada@analytical.example", EmailStatus.NOT_AVAILABLE);

  private static final Lookups.Verdict NO_SUCH_MAILBOX =
      new Lookups.Verdict("UNDELIVERABLE", "ada@analytical.example");

  private final Database database = TestDatabase.create();
  private final Lookups lookups = new Lookups(database);
  private final Settlements settlements = new Settlements(database);
  private final LookupTrace trace = new LookupTrace(database);
  private final CreditLedger ledger = new CreditLedger(database);

  private final UUID account = Requests.account(database, 10);
  private final NewEnrichment enrichment =
      Requests.accepted(
          database,
          account,
          EnrichmentType.EMAIL,
          Requests.person("Ada", "Lovelace", "analytical.example"));
  private final ContactKey contact = new ContactKey(enrichment.enrichmentId(), 0);
  private final LookupCall call = LookupCall.of(contact, "first", "email");
  private final LookupCall verification =
      new LookupCall(contact, "verifier", "email_verification", "first");

  @Test
  void knowsThatACallIsUnderWayUntilSomethingIsHeard() {
    assertThat(state().underWay()).isFalse();
    lookups.begin(call, 0);
    assertThat(state().underWay()).isTrue();
    assertThat(state().attempts()).isEqualTo(1);

    lookups.recordFailure(call, 1, "http_503", Duration.ofMillis(5), true);
    assertThat(state().underWay()).isFalse();
    assertThat(state().said()).isNull();
    assertThat(state().attempts()).isEqualTo(1);
  }

  @Test
  void countsNoAttemptOfAProviderThatWasBusy() {
    lookups.begin(call, 0);
    lookups.recordFailure(call, 1, "http_429", Duration.ZERO, false);
    assertThat(state().attempts()).isZero();
  }

  @Test
  void keepsTheTicketOfAQuestionThatIsTaken() {
    lookups.begin(call, 0);
    lookups.awaitAnswer(call, "request-7", Duration.ofMillis(20));
    assertThat(state().ticket()).isEqualTo("request-7");
    assertThat(state().underWay()).isFalse();
    assertThat(report().waitsForAnswer()).isTrue();

    lookups.end(call, LookupEnds.MISS);
    assertThat(state().ticket()).isNull();
    assertThat(report().took()).isEqualTo(Duration.ofMillis(60));
  }

  @Test
  void anAnswerStays() {
    lookups.begin(call, 0);
    lookups.end(call, LookupEnds.MISS);
    lookups.end(call, LookupEnd.failed(Duration.ZERO, "late"));
    assertThat(state().said()).isEqualTo(LookupOutcome.NOT_FOUND);
    assertThat(report().error()).isNull();
  }

  @Test
  void anAnswerThatComesLateCountsAfterAll() {
    lookups.begin(call, 0);
    lookups.end(call, LookupEnd.inDoubt(Duration.ZERO, "no_word"));
    assertThat(report().cost()).isNull();
    settlements.settleFound(call, UNVERIFIED, LookupEnds.HIT);
    assertThat(state().said()).isEqualTo(LookupOutcome.FOUND);
    assertThat(lookups.open(contact, "first", null, "").ended()).isEqualTo(ContactOutcome.FOUND);
  }

  @Test
  void onlyOneOfTwoAttemptsMayAsk() {
    assertThat(lookups.begin(call, 0)).isTrue();
    assertThat(lookups.begin(call, 0)).as("it has been overtaken").isFalse();
    assertThat(lookups.begin(call, 1)).isTrue();
    lookups.end(call, LookupEnds.MISS);
    assertThat(lookups.begin(call, 2)).as("it is answered").isFalse();
  }

  @Test
  void nobodySubmitsWhatIsTaken() {
    lookups.begin(call, 0);
    lookups.awaitAnswer(call, "request-7", Duration.ZERO);
    assertThat(lookups.begin(call, 1)).isFalse();
  }

  @Test
  void askingForADomainIsAnotherQuestionToTheSameProvider() {
    var resolution = LookupCall.of(contact, "first", "company_domain");
    lookups.begin(resolution, 0);
    lookups.resolve(resolution, "resolved.example", LookupEnds.HIT);
    assertThat(state().said()).isNull();
    assertThat(lookups.open(contact, "first", "company_domain", "").lookup().said())
        .isEqualTo(LookupOutcome.FOUND);
  }

  @Test
  void knowsTheVerdictOnAnAddressWhoeverHasFoundIt() {
    findUnverified();
    lookups.refute(verification, NO_SUCH_MAILBOX, LookupEnds.HIT);
    var second = new LookupCall(contact, "verifier", "email_verification", "second");
    assertThat(lookups.findVerdict(second, "ADA@analytical.example")).contains("UNDELIVERABLE");
    assertThat(lookups.findVerdict(second, "a.lovelace@analytical.example")).isEmpty();
  }

  @Test
  void anEmailThatWasFoundTooLateIsNotKept() {
    lookups.begin(call, 0);
    settlements.settle(contact, ContactOutcome.CANCELLED);
    lookups.keepToVerify(call, UNVERIFIED, LookupEnds.HIT);
    assertNoAnswerIsKept();
  }

  @Test
  void whatNobodyCouldVerifyCountsWhenTheLastProviderMissesAndWhenTheBooksAreClosed() {
    findUnverified();
    assertThat(settlements.close(enrichment.enrichmentId()).found()).isEqualTo(1);

    var other =
        Requests.accepted(
            database, account, EnrichmentType.EMAIL, Requests.person("A", "B", "b.example"));
    var key = new ContactKey(other.enrichmentId(), 0);
    var first = LookupCall.of(key, "first", "email");
    lookups.begin(first, 0);
    lookups.keepToVerify(first, UNVERIFIED, LookupEnds.HIT);
    assertThat(settlements.settleNotFound(LookupCall.of(key, "second", "email"), LookupEnds.MISS))
        .isEqualTo(ContactOutcome.FOUND);
  }

  @Test
  void remembersSinceWhenAProviderIsWaitedFor() {
    lookups.recordWait(call, "http_503");
    assertThat(state().deferredFor()).isNull();
    lookups.defer(call, "http_503");
    TestDatabase.jdbi(database)
        .useHandle(
            handle -> handle.execute("update lookup set deferred_at = now() - interval '1 min'"));
    lookups.defer(call, "http_503");
    assertThat(state().deferredFor()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(70));
    assertThat(state().attempts()).isZero();
  }

  @Test
  void hasTheEmailVerifiedThatWasFound() {
    findUnverified();
    var opened = lookups.open(contact, "verifier", "email_verification", "first");
    assertThat(opened.lookup().toVerify()).isEqualTo(UNVERIFIED);

    settlements.settleVerified(
        verification,
        UNVERIFIED.withStatus(EmailStatus.CATCH_ALL),
        new Lookups.Verdict("CATCH_ALL", "ada@analytical.example"),
        LookupEnds.HIT);
    var document =
        new Contacts(database).find(account, enrichment.contacts().getFirst().contactId());
    assertThat(document.orElseThrow().provider()).isEqualTo("first");
    assertThat(document.orElseThrow().emailStatus()).isEqualTo("catch-all");
    assertNoAnswerIsKept();
  }

  @Test
  void aRefutedEmailWasNeverFound() {
    findUnverified();
    lookups.begin(verification, 0);
    lookups.refute(verification, NO_SUCH_MAILBOX, LookupEnds.HIT);

    assertThat(state().said()).isEqualTo(LookupOutcome.REFUTED);
    assertThat(settlements.settle(contact, ContactOutcome.NOT_FOUND))
        .isEqualTo(ContactOutcome.NOT_FOUND);
    assertThat(ledger.balance(account).available()).isEqualTo(10);
    assertNoAnswerIsKept();
  }

  @Test
  void whatNobodyCouldVerifyCountsAsFoundHoweverTheContactEnds() {
    findUnverified();
    assertThat(settlements.settle(contact, ContactOutcome.CANCELLED))
        .isEqualTo(ContactOutcome.FOUND);
    assertThat(ledger.balance(account).available()).isEqualTo(9);
    assertNoAnswerIsKept();
  }

  @Test
  void looksForTheDomainThatWasResolved() {
    var resolution = LookupCall.of(contact, "resolver", "company_domain");
    TestDatabase.jdbi(database)
        .useHandle(handle -> handle.execute("update contact set domain = null"));
    lookups.resolve(resolution, "resolved.example", LookupEnds.HIT);
    assertThat(lookups.open(contact, "first", null, "").domain()).isEqualTo("resolved.example");
  }

  private void findUnverified() {
    lookups.begin(call, 0);
    lookups.keepToVerify(call, UNVERIFIED, LookupEnds.HIT);
  }

  private LookupState state() {
    return lookups.open(contact, "first", null, "").lookup();
  }

  private LookupReport report() {
    return trace.ofContact(account, enrichment.contacts().getFirst().contactId()).getFirst();
  }

  private void assertNoAnswerIsKept() {
    int kept =
        TestDatabase.jdbi(database)
            .withHandle(
                handle ->
                    handle
                        .createQuery("select count(*) from lookup where answer is not null")
                        .mapTo(int.class)
                        .one());
    assertThat(kept).isZero();
  }
}
