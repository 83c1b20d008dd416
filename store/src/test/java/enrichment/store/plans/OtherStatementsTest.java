package enrichment.store.plans;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.store.People;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.accounts.AccountChange;
import enrichment.store.accounts.Accounts;
import enrichment.store.accounts.ApiKey;
import enrichment.store.accounts.ApiKeys;
import enrichment.store.accounts.KeyCreation;
import enrichment.store.accounts.NewApiKey;
import enrichment.store.accounts.Scope;
import enrichment.store.accounts.SecretRotation;
import enrichment.store.accounts.WebhookSecrets;
import enrichment.store.contacts.Contacts;
import enrichment.store.credits.CreditLedger;
import enrichment.store.directory.Directory;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.Settlements;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnds;
import enrichment.store.lookups.Lookups;
import enrichment.store.lookups.ProviderCircuits;
import enrichment.store.privacy.Erasures;
import enrichment.store.sql.Database;
import enrichment.store.webhooks.Deliveries;
import enrichment.store.webhooks.DeliveryAttempt;
import enrichment.store.webhooks.DeliveryLog;
import enrichment.store.webhooks.WebhookTests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What is tested by other modules, through the API mostly, is run here as well, so that {@link
 * StatementPlansTest} sees its statements.
 */
class OtherStatementsTest {

  private static final String MAILBOX = "info@analytical.example";
  private static final Findings OF_ROLE = Findings.ofEmail(MAILBOX, EmailStatus.DELIVERABLE);

  private final Database database = TestDatabase.create();
  private final UUID account = Requests.account(database, 100);

  @Test
  void accounts() {
    var accounts = new Accounts(database);
    assertThat(database.isReachable()).isTrue();
    assertThat(accounts.exists(account)).isTrue();
    assertThat(accounts.profile(account)).isPresent();
    assertThat(accounts.list(null, 10)).hasSize(1);
    assertThat(accounts.list(account, 10)).isEmpty();
    assertThat(accounts.change(account, new AccountChange("Other", null, 3)))
        .hasValueSatisfying(changed -> assertThat(changed.name()).isEqualTo("Other"));
    assertThat(accounts.suspend(account, true))
        .hasValueSatisfying(changed -> assertThat(changed.suspended()).isTrue());
  }

  @Test
  void keys() {
    var keys = new ApiKeys(database);
    var secret = ApiKey.generate();
    var first = keys.list(account).getFirst();
    var made =
        keys.create(
            account, new NewApiKey("made", Set.of(Scope.READ), null), secret, first.keyId());
    assertThat(made).isInstanceOf(KeyCreation.Made.class);
    var caller = keys.authenticate(secret).orElseThrow();
    keys.noteUse(caller);
    assertThat(keys.isStillAllowed(caller.keyId())).isTrue();
    assertThat(keys.list(account)).hasSize(2);
    assertThat(keys.revoke(account, first.keyId())).isTrue();
    assertThat(keys.list(account)).as("those that have ended").hasSize(2);
    assertThat(keys.isStillAllowed(caller.keyId())).isFalse();
    assertThat(keys.sweep(Duration.ofDays(1))).isZero();
  }

  @Test
  void webhooks() {
    var secrets = new WebhookSecrets(database);
    var before = secrets.current(account);
    assertThat(secrets.rotate(account, Duration.ofHours(1)))
        .isInstanceOf(SecretRotation.Rotated.class);
    assertThat(secrets.current(account)).isNotEqualTo(before);

    var tests = new WebhookTests(database);
    var url = "https://hooks.example.com/enrichment";
    var test = tests.create(account, url);
    assertThat(tests.find(test)).isPresent();
    tests.record(
        test, new DeliveryAttempt(Instant.now(), Duration.ofMillis(5), 200, null, "ok"), true);
    assertThat(tests.result(test)).isPresent();
    assertThat(new Deliveries(database).isPaused(account, url)).isFalse();
  }

  @Test
  void contacts() {
    var enrichment = Requests.accepted(database, account, EnrichmentType.EMAIL, 2);
    var id = enrichment.enrichmentId();
    var contacts = new Contacts(database);
    assertThat(contacts.list(account, id, -1, 10)).hasSize(2);
    assertThat(contacts.sent(enrichment.contacts().getFirst().contactId()).firstName())
        .isEqualTo("Ada");
    assertThat(new Settlements(database).settleStopped(new ContactKey(id, 0)))
        .isEqualTo(ContactOutcome.CANCELLED);
    assertThat(new DeliveryLog(database).ofEnrichment(account, id, null)).hasSize(1);
    assertThat(new Enrichments(database).taskQueues()).isNotNull();
    assertThat(new Enrichments(database).account(id)).hasValue(account);
    assertThat(new ProviderCircuits(database).open()).isEmpty();
    assertThat(new Directory(database).domainOf("Analytical Engines")).isEmpty();
  }

  @Test
  void credits() {
    var ledger = new CreditLedger(database);
    ledger.grant(account, 5, "expiring", Instant.now().plusSeconds(3600));
    Requests.accepted(database, account, EnrichmentType.EMAIL, 2);
    assertThat(ledger.available(account)).isEqualTo(ledger.balance(account).available());
    var entries = ledger.entries(account, null, 10);
    assertThat(ledger.entries(account, entries.getFirst().entryId(), 10))
        .isEqualTo(entries.subList(1, entries.size()));
    ledger.expireDue();
    ledger.sweepReturned();
  }

  @Test
  void aMailboxOfARole() {
    new Directory(database).upsert(List.of(People.inDirectory(People.PROFILE, MAILBOX)));
    var found = Requests.accepted(database, account, EnrichmentType.EMAIL, People.ada(null, null));
    People.find(database, found, OF_ROLE);
    var open =
        Requests.accepted(
            database, account, EnrichmentType.EMAIL, Requests.person("Bo", "Li", People.DOMAIN));
    var call =
        LookupCall.of(
            new ContactKey(open.enrichmentId(), 0), "vendor", EnrichmentType.EMAIL.wireName());
    var lookups = new Lookups(database);
    lookups.begin(call, 0);
    lookups.keepToVerify(call, OF_ROLE, LookupEnds.HIT);

    var mailbox = PersonIdentifier.ofEmail(MAILBOX).orElseThrow();
    var erasures = new Erasures(database);
    assertThat(erasures.erase(account, mailbox).contacts()).isPositive();
    assertThat(erasures.erase(null, mailbox).directory()).isEqualTo(1);
  }
}
