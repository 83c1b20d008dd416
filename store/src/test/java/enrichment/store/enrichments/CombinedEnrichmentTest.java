package enrichment.store.enrichments;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.Admission;
import enrichment.domain.ContactDocument;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentPlan;
import enrichment.domain.EnrichmentTotals;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.domain.LineType;
import enrichment.domain.Phone;
import enrichment.domain.ProviderChains;
import enrichment.domain.ProviderStep;
import enrichment.domain.Rejection.Reason;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.Contacts;
import enrichment.store.contacts.NewContact;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.credits.CreditBalance;
import enrichment.store.credits.CreditLedger;
import enrichment.store.credits.LedgerSums;
import enrichment.store.enrichments.PersonLookups.Turn;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnds;
import enrichment.store.lookups.LookupReport;
import enrichment.store.lookups.LookupTrace;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import enrichment.store.sql.StoredJson;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One person, looked up for several types at once. */
class CombinedEnrichmentTest {

  private static final Findings EMAIL =
      Findings.ofEmail("ada@analytical.example", EmailStatus.CATCH_ALL);
  private static final Findings PHONE =
      Findings.ofPhones(List.of(new Phone("+33612345678", LineType.MOBILE)));
  private static final Findings PERSONAL =
      Findings.ofPersonalEmail("ada@post.example", EmailStatus.DELIVERABLE);

  private final Database database = TestDatabase.create();
  private final Enrichments enrichments = new Enrichments(database);
  private final Admissions admissions = new Admissions(database);
  private final Settlements settlements = new Settlements(database);
  private final Contacts contacts = new Contacts(database);
  private final CreditLedger ledger = new CreditLedger(database);
  private final UUID account = Requests.account(database, 20);

  @Test
  void holdsTheSumOfAllPricesAtOnce() {
    receive(account, EnrichmentType.EMAIL, EnrichmentType.PHONE, EnrichmentType.PERSONAL_EMAIL);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(6, 14));
  }

  @Test
  void isRefusedAsAWholeWhenTheSumIsTooMuch() {
    var poor = Requests.account(database, 13);
    var enrichment = Requests.combined(poor, ada(), EnrichmentType.values());
    var admission = admit(enrichment);

    assertThat(admission.rejection().reason()).isEqualTo(Reason.INSUFFICIENT_CREDITS);
    assertThat(admission.rejection().required()).isEqualTo(14);
    assertThat(ledger.balance(poor)).isEqualTo(new CreditBalance(13, 0));
  }

  @Test
  void needsConsentIfAnyTypeDoes() {
    var without = Requests.account(database, 20, false);
    assertThat(admit(Requests.combined(without, ada(), types(0, 1))).plan()).isNotNull();
    assertThat(admit(Requests.combined(without, ada(), types(0, 2))).rejection().reason())
        .isEqualTo(Reason.CONSENT_REQUIRED);
  }

  @Test
  void plansEachTypeAtAPositionOfItsOwn() {
    var company =
        new NewContact(Ids.next(), "Ada", "Lovelace", null, "Analytical Engines", "in/ada", null);
    var plan = admit(Requests.combined(account, company, types(1, 0))).plan();

    assertThat(plan.contacts()).isEqualTo(2);
    var phone = plan.of(0);
    assertThat(phone.type()).isEqualTo(EnrichmentType.PHONE);
    assertThat(phone.providers()).containsExactly(step("phone"));
    assertThat(phone.verifiers()).isEmpty();
    assertThat(phone.resolvers()).isEmpty();
    var email = plan.of(1);
    assertThat(email.type()).isEqualTo(EnrichmentType.EMAIL);
    assertThat(email.providers()).containsExactly(step("email"));
    assertThat(email.verifiers()).containsExactly(step("verifier"));
    assertThat(email.resolvers()).containsExactly(step("resolver"));
    assertThat(email.parts()).isEmpty();
    assertThat(storedPlan()).isEqualTo(plan);
  }

  @Test
  void chargesEachTypeItsOwnPriceAndReturnsTheOthers() {
    var enrichment = receive(account, types(0, 1, 2));
    find(enrichment, 1, "vendor", PHONE);
    settlements.settle(key(enrichment, 0), ContactOutcome.NOT_FOUND);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(7, 3));

    settlements.settle(key(enrichment, 2), ContactOutcome.CANCELLED);
    settlements.close(enrichment.enrichmentId());
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(10, 0));
    assertThat(LedgerSums.read(database.jdbi()).isInBalance()).isTrue();
    var summary = enrichments.summary(account, enrichment.enrichmentId()).orElseThrow();
    assertThat(summary.creditsCharged()).isEqualTo(10);
    assertThat(summary.creditsReturned()).isEqualTo(4);
    assertThat(summary.creditsHeld()).isZero();
  }

  @Test
  void readsAsOneContactWhicheverIdIsAskedFor() {
    var enrichment = receive(account, types(0, 1, 2));
    find(enrichment, 0, "vendor", EMAIL);
    find(enrichment, 1, "vendor", PHONE);
    assertThat(document(enrichment, 0).status()).isEqualTo("pending");
    find(enrichment, 2, "vendor", PERSONAL);

    var document = document(enrichment, 0);
    assertThat(document.contactId()).isEqualTo(enrichment.enrichmentId());
    assertThat(document.position()).isZero();
    assertThat(document.status()).isEqualTo("finished");
    assertThat(document.email()).isEqualTo("ada@analytical.example");
    assertThat(document.emailStatus()).isEqualTo("catch-all");
    assertThat(document.personalEmail()).isEqualTo("ada@post.example");
    assertThat(document.personalEmailStatus()).isEqualTo("valid");
    assertThat(document.phone()).containsExactly("+33612345678");
    assertThat(document.credits()).isEqualTo(14);
    assertThat(document.provider()).isEqualTo("vendor");
    assertThat(document.cached()).isFalse();
    assertThat(document.custom()).isEqualTo("{\"crm_id\":\"1\"}");
    assertThat(document(enrichment, 1)).isEqualTo(document);
    assertThat(document(enrichment, 2)).isEqualTo(document);
    assertThat(contacts.find(Requests.account(database, 0), document.contactId())).isEmpty();
  }

  @Test
  void namesAProviderOnlyIfItIsTheOne() {
    var enrichment = receive(account, types(0, 1));
    find(enrichment, 0, "vendor", EMAIL);
    find(enrichment, 1, "other", PHONE);
    assertThat(document(enrichment, 0).provider()).isNull();
    assertThat(document(enrichment, 0).credits()).isEqualTo(11);
  }

  @Test
  void isFinishedIfAnyTypeIs() {
    assertThat(statusOf(ContactOutcome.NOT_FOUND, ContactOutcome.FAILED)).isEqualTo("finished");
    assertThat(statusOf(ContactOutcome.FAILED, ContactOutcome.FAILED)).isEqualTo("failed");
    assertThat(statusOf(ContactOutcome.FAILED, ContactOutcome.CANCELLED)).isEqualTo("cancelled");
  }

  @Test
  void countsAsOneContact() {
    var enrichment = receive(account, types(0, 1));
    find(enrichment, 0, "vendor", EMAIL);
    var summary = enrichments.summary(account, enrichment.enrichmentId()).orElseThrow();
    assertThat(summary.types()).containsExactly(types(0, 1));
    assertThat(summary.contacts()).isEqualTo(1);
    assertThat(summary.contactsEnded()).isEqualTo(EnrichmentTotals.NONE);
    assertThat(summary.hasEnded()).isFalse();
    assertThat(summary.creditsHeld()).isEqualTo(10);

    settlements.settle(key(enrichment, 1), ContactOutcome.FAILED);
    summary = enrichments.summary(account, enrichment.enrichmentId()).orElseThrow();
    assertThat(summary.contactsEnded()).isEqualTo(new EnrichmentTotals(1, 0, 0, 0));
    assertThat(summary.hasEnded()).isTrue();
  }

  @Test
  void usesAgainWhatIsKnownOfTheTypeAlone() {
    var people = new PersonLookups(database);
    var earlier = Requests.accepted(database, account, EnrichmentType.EMAIL, ada());
    people.decide(key(earlier, 0));
    find(earlier, 0, "vendor", EMAIL);
    var enrichment = receive(account, types(0, 1));

    assertThat(people.decide(key(enrichment, 0)).ended()).isEqualTo(ContactOutcome.FOUND);
    assertThat(people.decide(key(enrichment, 1)).turn()).isEqualTo(Turn.LEADS);
    settlements.settle(key(enrichment, 1), ContactOutcome.NOT_FOUND);
    var document = document(enrichment, 0);
    assertThat(document.cached()).isTrue();
    assertThat(document.credits()).isZero();
    assertThat(document.email()).isEqualTo("ada@analytical.example");
  }

  @Test
  void isCachedOnlyIfAllHitsWere() {
    var people = new PersonLookups(database);
    var earlier = Requests.accepted(database, account, EnrichmentType.EMAIL, ada());
    people.decide(key(earlier, 0));
    find(earlier, 0, "vendor", EMAIL);
    var enrichment = receive(account, types(0, 2));
    people.decide(key(enrichment, 0));
    find(enrichment, 1, "vendor", PERSONAL);

    assertThat(document(enrichment, 0).cached()).isFalse();
    assertThat(document(enrichment, 0).credits()).isEqualTo(3);
  }

  @Test
  void asksProvidersForTheTypeOfEachPosition() {
    var enrichment = receive(account, types(0, 1));
    var lookups = new Lookups(database);
    var email = lookups.open(key(enrichment, 0), "vendor", null, "");
    assertThat(email.type()).isEqualTo(EnrichmentType.EMAIL);
    assertThat(email.phoneCountryCodes()).isEmpty();
    var phone = lookups.open(key(enrichment, 1), "vendor", null, "");
    assertThat(phone.type()).isEqualTo(EnrichmentType.PHONE);
    assertThat(phone.phoneCountryCodes()).containsExactly("FR");
  }

  @Test
  void tracesTheQuestionsOfAllTypes() {
    var enrichment = receive(account, types(0, 1));
    find(enrichment, 0, "vendor", EMAIL);
    find(enrichment, 1, "vendor", PHONE);
    assertThat(new LookupTrace(database).ofContact(account, enrichment.enrichmentId()))
        .extracting(LookupReport::askedFor)
        .containsExactlyInAnyOrder("email", "phone");
  }

  private String statusOf(ContactOutcome... outcomes) {
    var enrichment = receive(Requests.account(database, 20), types(0, 1));
    for (var position = 0; position < outcomes.length; position++) {
      settlements.settle(key(enrichment, position), outcomes[position]);
    }
    return contacts
        .find(enrichment.accountId(), enrichment.enrichmentId())
        .map(ContactDocument::status)
        .orElseThrow();
  }

  private NewEnrichment receive(UUID accountId, EnrichmentType... types) {
    var enrichment = Requests.combined(accountId, ada(), types);
    assertThat(admit(enrichment).plan()).isNotNull();
    return enrichment;
  }

  private Admission admit(NewEnrichment enrichment) {
    enrichments.receive(enrichment, Requests.TIME_TO_ADMIT);
    return admissions.admit(enrichment.enrichmentId(), CombinedEnrichmentTest::chains);
  }

  private EnrichmentPlan storedPlan() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                StoredJson.read(
                    handle
                        .createQuery("select admission from enrichment")
                        .mapTo(String.class)
                        .one(),
                    Admission.class))
        .plan();
  }

  private void find(NewEnrichment enrichment, int position, String provider, Findings findings) {
    var askedFor = enrichment.type(position).wireName();
    var call = LookupCall.of(key(enrichment, position), provider, askedFor);
    assertThat(settlements.settleFound(call, findings, LookupEnds.HIT))
        .isEqualTo(ContactOutcome.FOUND);
  }

  private ContactDocument document(NewEnrichment enrichment, int position) {
    return contacts.find(account, enrichment.contacts().get(position).contactId()).orElseThrow();
  }

  private static ProviderChains chains(EnrichmentType type) {
    return type == EnrichmentType.EMAIL
        ? new ProviderChains(
            List.of(step("email")), List.of(step("verifier")), List.of(step("resolver")))
        : ProviderChains.ofFinders(step(type.wireName()));
  }

  private static ProviderStep step(String provider) {
    return ProviderStep.of(provider, Duration.ofSeconds(5));
  }

  private static EnrichmentType[] types(int... ordinals) {
    var types = new EnrichmentType[ordinals.length];
    for (var i = 0; i < ordinals.length; i++) {
      types[i] = EnrichmentType.values()[ordinals[i]];
    }
    return types;
  }

  private static NewContact ada() {
    return new NewContact(
        Ids.next(),
        "Ada",
        "Lovelace",
        "analytical.example",
        null,
        "https://www.linkedin.com/in/ada-lovelace",
        "{\"crm_id\":\"1\"}");
  }

  private static ContactKey key(NewEnrichment enrichment, int position) {
    return new ContactKey(enrichment.enrichmentId(), position);
  }
}
