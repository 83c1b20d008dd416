package enrichment.store.enrichments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentTotals;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.Contacts;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.credits.CreditBalance;
import enrichment.store.credits.CreditLedger;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnds;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.Database;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettlementsTest {

  private static final Findings EMAIL =
      Findings.ofEmail("ada@analytical.example", EmailStatus.DELIVERABLE);

  private final Database database = TestDatabase.create();
  private final CreditLedger ledger = new CreditLedger(database);
  private final Enrichments enrichments = new Enrichments(database);
  private final Contacts contacts = new Contacts(database);
  private final Settlements settlements = new Settlements(database);
  private final Lookups lookups = new Lookups(database);

  private final UUID account = Requests.account(database, 10);
  private final NewEnrichment enrichment = Requests.enrichment(account, EnrichmentType.EMAIL, 3);
  private final ContactKey contact = new ContactKey(enrichment.enrichmentId(), 1);

  @BeforeEach
  void admit() {
    enrichments.receive(enrichment, Requests.TIME_TO_ADMIT);
    new Admissions(database).admit(enrichment.enrichmentId(), type -> Requests.WATERFALL);
  }

  @Test
  void chargesAHitOnceWhenItIsSettledTwice() {
    lookups.begin(by("directory"), 0);
    assertThat(settlements.settleFound(by("directory"), EMAIL, LookupEnds.HIT))
        .isEqualTo(ContactOutcome.FOUND);
    assertThat(settlements.settleFound(by("other"), Findings.NONE, LookupEnds.HIT))
        .isEqualTo(ContactOutcome.FOUND);

    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(7, 2));
    var document = contacts.find(account, enrichment.contacts().get(1).contactId()).orElseThrow();
    assertThat(document.email()).isEqualTo("ada@analytical.example");
    assertThat(document.emailStatus()).isEqualTo("deliverable");
    assertThat(document.provider()).isEqualTo("directory");
    assertThat(document.credits()).isEqualTo(1);
    assertThat(document.custom()).isEqualTo("{\"crm_id\": \"1\"}");
  }

  @Test
  void keepsTheOutcomeThatCameFirst() {
    settlements.settleFound(by("directory"), EMAIL, LookupEnds.HIT);
    assertThat(settlements.settle(contact, ContactOutcome.CANCELLED))
        .isEqualTo(ContactOutcome.FOUND);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(7, 2));
  }

  @Test
  void returnsTheCreditsOfAMiss() {
    assertThat(settlements.settleNotFound(by("directory"), LookupEnds.MISS))
        .isEqualTo(ContactOutcome.NOT_FOUND);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(8, 2));
  }

  @Test
  void closingEndsWhatIsOpenAndResolvesEveryHold() {
    settlements.settleFound(by("directory"), EMAIL, LookupEnds.HIT);
    var totals = new EnrichmentTotals(1, 0, 2, 0);

    assertThat(settlements.close(enrichment.enrichmentId())).isEqualTo(totals);
    assertThat(settlements.close(enrichment.enrichmentId())).isEqualTo(totals);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(9, 0));
    assertThat(new UnfinishedEnrichments(database).count()).isZero();
    var summary = enrichments.summary(account, enrichment.enrichmentId()).orElseThrow();
    assertThat(summary.creditsCharged()).isEqualTo(1);
    assertThat(summary.creditsReturned()).isEqualTo(2);
    assertThat(summary.creditsHeld()).isZero();
  }

  @Test
  void refusesToChangeTheLedger() {
    assertThatThrownBy(
            () -> database.jdbi().useHandle(handle -> handle.execute("delete from credit_entry")))
        .hasMessageContaining("append-only");
  }

  @Test
  void grantsAReferenceOnce() {
    assertThat(ledger.grant(account, 5, "invoice 1")).isEqualTo(CreditLedger.Grant.ADDED);
    assertThat(ledger.grant(account, 5, "invoice 1")).isEqualTo(CreditLedger.Grant.KNOWN);
    assertThat(ledger.grant(account, 6, "invoice 1")).isEqualTo(CreditLedger.Grant.CONFLICTING);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(12, 3));
  }

  @Test
  void knowsNothingOfOtherAccountsContacts() {
    var other = Requests.account(database, 0);
    assertThat(contacts.find(other, enrichment.contacts().get(1).contactId())).isEmpty();
    assertThat(enrichments.summary(other, enrichment.enrichmentId())).isEmpty();
  }

  private LookupCall by(String provider) {
    return LookupCall.of(contact, provider, "email");
  }
}
