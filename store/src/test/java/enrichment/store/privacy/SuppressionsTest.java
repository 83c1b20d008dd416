package enrichment.store.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactDocument;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.store.People;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.Contacts;
import enrichment.store.contacts.NewContact;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.credits.CreditBalance;
import enrichment.store.credits.CreditLedger;
import enrichment.store.directory.Directory;
import enrichment.store.directory.DirectoryPerson;
import enrichment.store.enrichments.PersonLookups;
import enrichment.store.enrichments.Settlements;
import enrichment.store.identity.IdentityHashes;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnds;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

class SuppressionsTest {

  private static final String OTHER_PROFILE = "https://www.linkedin.com/in/another-ada";

  private final Database database = TestDatabase.create();
  private final Suppressions suppressions = new Suppressions(database);
  private final Lookups lookups = new Lookups(database);
  private final Settlements settlements = new Settlements(database);
  private final CreditLedger ledger = new CreditLedger(database);
  private final UUID account = Requests.account(database, 10);

  @Test
  void recognisesAPersonByWhateverTheyWereNamedBy() {
    for (var identifier : List.of(People.BY_PROFILE, People.BY_NAME)) {
      var suppression = suppressions.add(account, identifier).suppression();
      assertThat(isSuppressed(accept(People.ada(People.DOMAIN, People.PROFILE))))
          .as(identifier.toString())
          .isTrue();
      suppressions.remove(account, suppression.suppressionId());
      assertThat(isSuppressed(accept(People.ada(People.DOMAIN, People.PROFILE)))).isFalse();
    }
  }

  @Test
  void isOfOneAccountOrOfAll() {
    var other = Requests.account(database, 10);
    suppressions.add(other, People.BY_NAME);
    assertThat(isSuppressed(accept(People.ada(People.DOMAIN, null)))).isFalse();
    suppressions.add(null, People.BY_NAME);
    assertThat(isSuppressed(accept(People.ada(People.DOMAIN, null)))).isTrue();
  }

  @Test
  void knowsThePersonAgainByWhatStoredContactsSay() {
    People.find(database, accept(People.ada(People.DOMAIN, People.PROFILE)), People.FOUND);
    suppressions.add(account, People.BY_EMAIL);

    assertThat(isSuppressed(accept(People.ada(null, People.PROFILE)))).isTrue();
    assertThat(isSuppressed(accept(People.ada(People.DOMAIN, null)))).isTrue();
  }

  @Test
  void knowsThePersonAgainByWhatTheDirectorySays() {
    new Directory(database)
        .upsert(List.of(People.inDirectory(People.PROFILE, " Ada@Analytical.example".strip())));
    suppressions.add(account, People.BY_EMAIL);
    assertThat(isSuppressed(accept(People.ada(null, People.PROFILE)))).isTrue();
  }

  @Test
  void knowsThePersonAgainByACompanyWhoseDomainTheDirectoryHas() {
    new Directory(database)
        .upsert(
            List.of(
                new DirectoryPerson(
                    null,
                    "Charles",
                    "Babbage",
                    People.DOMAIN,
                    "Analytical Engines",
                    null,
                    "N/A",
                    null,
                    "N/A",
                    List.of("+442079460125"))));
    suppressions.add(account, People.BY_NAME);
    assertThat(isSuppressed(accept(People.ada(null, null)))).isTrue();
  }

  @Test
  void learnsNothingFromOtherAccounts() {
    var other = Requests.account(database, 10);
    People.find(
        database,
        Requests.accepted(
            database, other, EnrichmentType.EMAIL, People.ada(People.DOMAIN, People.PROFILE)),
        People.FOUND);
    suppressions.add(account, People.BY_EMAIL);
    assertThat(isSuppressed(accept(People.ada(null, People.PROFILE)))).isFalse();
    suppressions.add(null, People.BY_EMAIL);
    assertThat(isSuppressed(accept(People.ada(null, People.PROFILE))))
        .as("nor does a suppression over all accounts")
        .isFalse();
    assertThat(
            isSuppressed(
                Requests.accepted(
                    database, other, EnrichmentType.EMAIL, People.ada(null, People.PROFILE))))
        .as("but in that account")
        .isTrue();
  }

  @Test
  void takesANamesakeWithAnotherProfileForSomebodyElse() {
    People.find(database, accept(People.ada(People.DOMAIN, People.PROFILE)), People.FOUND);
    var namesake = accept(People.ada(People.DOMAIN, OTHER_PROFILE));
    suppressions.add(account, People.BY_PROFILE);
    assertThat(isSuppressed(accept(People.ada(null, OTHER_PROFILE)))).isFalse();
    assertThat(ended(namesake)).isNull();
  }

  @Test
  void dropsAHitWhoseEmailIsSuppressedAndChargesNothing() {
    suppressions.add(account, People.BY_EMAIL);
    var enrichment = accept(People.ada(null, People.PROFILE));
    assertThat(isSuppressed(enrichment)).isFalse();

    var contact = People.find(database, enrichment, People.FOUND);

    assertSuppressed(enrichment);
    assertThat(settlements.settle(contact, ContactOutcome.FAILED))
        .isEqualTo(ContactOutcome.NOT_FOUND);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(10, 0));
  }

  @Test
  void isNotAskedAboutAgainOnceAnAnswerHasGivenThePersonAway() {
    suppressions.add(account, People.BY_EMAIL);
    People.find(database, accept(People.ada(null, People.PROFILE)), People.FOUND);

    assertThat(isSuppressed(accept(People.ada(null, People.PROFILE)))).isTrue();
    assertThat(isSuppressed(accept(People.ada(People.DOMAIN, null)))).isTrue();
    assertThat(isSuppressed(accept(People.ada(People.DOMAIN, OTHER_PROFILE)))).isFalse();
    var other = Requests.account(database, 10);
    assertThat(
            isSuppressed(
                Requests.accepted(
                    database, other, EnrichmentType.EMAIL, People.ada(null, People.PROFILE))))
        .isFalse();
  }

  @Test
  void isNotAskedAboutAgainWhereTheCompanyAloneIsKnown() {
    suppressions.add(account, People.BY_EMAIL);
    People.find(database, accept(People.ada(null, null)), People.FOUND);
    assertThat(isSuppressed(accept(People.ada(null, null)))).isTrue();
    assertThat(isSuppressed(accept(People.ada("other.example", null)))).isFalse();
  }

  /** The name and the domain are those of namesakes, too, so what they say is weak. */
  @Test
  void isNotAskedAboutAgainOnceAResolvedDomainHasGivenOneWithoutAProfileAway() {
    accept(People.ada(People.DOMAIN, People.PROFILE));
    suppressions.add(account, People.BY_PROFILE);
    var enrichment = accept(People.ada(null, null));
    assertThat(isSuppressed(enrichment)).isFalse();
    lookups.resolve(
        LookupCall.of(contact(enrichment), "resolver", "company_domain"),
        People.DOMAIN,
        LookupEnds.HIT);
    settlements.settleSuppressed(contact(enrichment));
    assertThat(isSuppressed(accept(People.ada(null, null)))).isTrue();
    assertThat(isSuppressed(accept(People.ada(null, OTHER_PROFILE)))).isFalse();
  }

  @Test
  void isNotAskedAboutAgainOnceAnUnverifiedAnswerHasGivenThePersonAway() {
    suppressions.add(account, People.BY_EMAIL);
    var enrichment = accept(People.ada(null, People.PROFILE));
    keepToVerify(enrichment);
    settlements.settleSuppressed(contact(enrichment));
    assertThat(isSuppressed(accept(People.ada(null, People.PROFILE)))).isTrue();
    assertThat(isSuppressed(accept(People.ada(People.DOMAIN, null)))).isTrue();
  }

  @Test
  void isNotAskedAboutAgainOnceAResolvedDomainHasGivenThePersonAway() {
    suppressions.add(account, People.BY_NAME);
    var enrichment = accept(People.ada(null, People.PROFILE));
    lookups.resolve(
        LookupCall.of(contact(enrichment), "resolver", "company_domain"),
        People.DOMAIN,
        LookupEnds.HIT);
    settlements.settleSuppressed(contact(enrichment));
    assertThat(isSuppressed(accept(People.ada(null, People.PROFILE)))).isTrue();
  }

  @Test
  void aMailboxThatIsSomebodyElsesTooGivesNobodyAway() {
    var shared = Findings.ofPersonalEmail("adabert@mail.example", EmailStatus.DELIVERABLE);
    People.find(database, accept(People.ada(null, People.PROFILE)), shared);
    suppressions.add(account, PersonIdentifier.ofEmail("adabert@mail.example").orElseThrow());

    var bert = Requests.person("Bert", "Other", "other.example");
    var enrichment = accept(bert);
    People.find(database, enrichment, shared);
    assertThat(document(enrichment).suppressed()).isTrue();
    assertThat(isSuppressed(accept(bert.again(Ids.next())))).isFalse();
    assertThat(isSuppressed(accept(People.ada(null, People.PROFILE)))).isTrue();
  }

  @Test
  void aMailboxOfARoleGivesNobodyAway() {
    suppressions.add(account, PersonIdentifier.ofEmail("info@analytical.example").orElseThrow());
    var enrichment = accept(People.ada(null, People.PROFILE));
    People.find(
        database, enrichment, Findings.ofEmail("info@analytical.example", EmailStatus.DELIVERABLE));
    assertSuppressed(enrichment);
    assertThat(isSuppressed(accept(People.ada(null, People.PROFILE)))).isFalse();
  }

  @Test
  void dropsPersonalEmailsAlike() {
    suppressions.add(account, PersonIdentifier.ofEmail("ada@mail.example").orElseThrow());
    var enrichment = accept(People.ada(null, People.PROFILE));
    People.find(
        database,
        enrichment,
        Findings.ofPersonalEmail("Ada@mail.example", EmailStatus.DELIVERABLE));
    assertSuppressed(enrichment);
  }

  @Test
  void endsWhatIsBeingLookedUpAtOnce() {
    var enrichment = accept(People.ada(People.DOMAIN, null));
    suppressions.add(account, People.BY_NAME);
    assertSuppressed(enrichment);
    People.find(database, enrichment, People.FOUND);
    assertSuppressed(enrichment);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(10, 0));
  }

  @Test
  void recognisesThePersonOnceTheDomainIsResolved() {
    suppressions.add(account, People.BY_NAME);
    var enrichment = accept(People.ada(null, null));
    assertThat(isSuppressed(enrichment)).isFalse();
    lookups.resolve(
        LookupCall.of(contact(enrichment), "resolver", "company_domain"),
        "Analytical.example",
        LookupEnds.HIT);
    assertThat(isSuppressed(enrichment)).isTrue();
    settlements.settleSuppressed(contact(enrichment));
    assertSuppressed(enrichment);
  }

  @Test
  void recognisesThePersonByAnEmailThatHasYetToBeVerifiedUntilItIsRefuted() {
    suppressions.add(account, People.BY_EMAIL);
    var enrichment = accept(People.ada(null, People.PROFILE));
    keepToVerify(enrichment);
    assertThat(isSuppressed(enrichment)).isTrue();

    lookups.refute(
        new LookupCall(contact(enrichment), "verifier", "email_verification", "vendor"),
        new Lookups.Verdict("UNDELIVERABLE", People.EMAIL),
        LookupEnds.HIT);
    assertThat(isSuppressed(enrichment)).isFalse();
  }

  @Test
  void whatNobodyCouldVerifyDoesNotCountForASuppressedPersonEither() {
    suppressions.add(account, People.BY_EMAIL);
    var enrichment = accept(People.ada(null, People.PROFILE));
    keepToVerify(enrichment);
    assertThat(settlements.close(enrichment.enrichmentId()).notFound()).isEqualTo(1);
    assertSuppressed(enrichment);
  }

  @Test
  void aCancelledContactIsCancelled() {
    var enrichment = accept(People.ada(null, People.PROFILE));
    suppressions.add(account, People.BY_EMAIL);
    settlements.settle(contact(enrichment), ContactOutcome.CANCELLED);
    assertThat(document(enrichment).status()).isEqualTo("cancelled");
  }

  @Test
  void noEqualContactTakesOverWhatWasFoundBefore() {
    var people = new PersonLookups(database);
    var first = accept(People.ada(null, People.PROFILE));
    people.decide(contact(first));
    People.find(database, first, People.FOUND);
    var second = accept(People.ada(null, People.PROFILE));
    // As one that came between the question whether there is one and the answer.
    suppressBehindTheBack();
    assertThat(people.decide(contact(second)).ended()).isEqualTo(ContactOutcome.NOT_FOUND);
    assertSuppressed(second);
  }

  @Test
  void equalContactsEndAsSuppressedWithTheOneThatLeads() {
    suppressions.add(account, People.BY_EMAIL);
    var people = new PersonLookups(database);
    var enrichment =
        Requests.accepted(
            database,
            account,
            EnrichmentType.EMAIL,
            People.ada(null, People.PROFILE),
            People.ada(null, People.PROFILE));
    people.decide(contact(enrichment));
    People.find(database, enrichment, People.FOUND);

    var second = new ContactKey(enrichment.enrichmentId(), 1);
    assertThat(people.decide(second).ended()).isEqualTo(ContactOutcome.NOT_FOUND);
    assertSuppressed(enrichment, 1);
  }

  @Test
  void theSamePersonAgainIsTheSameSuppression() {
    var first = suppressions.add(account, People.BY_EMAIL);
    var again = suppressions.add(account, PersonIdentifier.ofEmail(People.EMAIL).orElseThrow());
    assertThat(first.isNew()).isTrue();
    assertThat(again.isNew()).isFalse();
    assertThat(again.suppression()).isEqualTo(first.suppression());
    var everywhere = suppressions.add(null, People.BY_EMAIL);
    assertThat(everywhere.isNew()).isTrue();
    assertThat(suppressions.add(null, People.BY_EMAIL).suppression())
        .isEqualTo(everywhere.suppression());
  }

  @Test
  void listsTheNewestFirstAndNobodyElses() {
    var first = suppressions.add(account, People.BY_EMAIL).suppression();
    var second = suppressions.add(account, People.BY_NAME).suppression();
    suppressions.add(Requests.account(database, 0), People.BY_EMAIL);
    suppressions.add(null, People.BY_EMAIL);
    assertThat(suppressions.list(account, null, 10)).containsExactly(second, first);
    assertThat(suppressions.list(account, second.suppressionId(), 10)).containsExactly(first);
    assertThat(suppressions.list(account, null, 1)).containsExactly(second);
  }

  @Test
  void removesNobodyElses() {
    var suppression = suppressions.add(account, People.BY_NAME).suppression();
    assertThat(suppressions.remove(Requests.account(database, 0), suppression.suppressionId()))
        .isFalse();
    assertThat(suppressions.remove(account, suppression.suppressionId())).isTrue();
    assertThat(suppressions.remove(account, suppression.suppressionId())).isFalse();
  }

  @Test
  void keepsNothingButKeyedHashes() {
    suppressions.add(account, People.BY_EMAIL);
    var rows =
        TestDatabase.jdbi(database)
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            select s::text || i::text from suppression s
                            join suppressed_identity i using (suppression_id)
                            """)
                        .mapTo(String.class)
                        .list());
    assertThat(rows).hasSize(1).noneMatch(row -> row.contains("analytical"));
    assertThat(rows.getFirst())
        .as("nobody can try out whose hash it is")
        .doesNotContain(
            hex(DigestUtils.sha256(People.EMAIL)),
            hex(DigestUtils.sha256("email\n" + People.EMAIL)));
  }

  @Test
  void findsContactsOfEarlierVersions() {
    var enrichment = accept(People.ada(People.DOMAIN, People.PROFILE));
    People.find(database, enrichment, People.FOUND);
    var open = accept(People.ada(People.DOMAIN, People.PROFILE));
    forgetIdentities();
    suppressions.add(account, People.BY_EMAIL);
    assertSuppressed(open);
    forgetIdentities();
    assertThat(isSuppressed(accept(People.ada(null, People.PROFILE)))).isTrue();
  }

  @Test
  void hashesAContactOfAnEarlierVersionBeforeItIsLookedUp() {
    suppressions.add(account, People.BY_NAME);
    var enrichment = accept(People.ada(People.DOMAIN, null));
    forgetIdentities();
    assertThat(isSuppressed(enrichment)).isTrue();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private void suppressBehindTheBack() {
    TestDatabase.jdbi(database)
        .useHandle(
            handle -> {
              handle.execute(
                  """
                  insert into suppression (suppression_id, identifier, identity)
                  values (gen_random_uuid(), 'email', ?)
                  """,
                  IdentityHashes.of(handle, People.BY_EMAIL));
              handle.execute(
                  """
                  insert into suppressed_identity (suppression_id, identity)
                  select suppression_id, identity from suppression
                  """);
            });
  }

  private void forgetIdentities() {
    TestDatabase.jdbi(database)
        .useHandle(handle -> handle.execute("update contact set identities = null"));
  }

  private NewEnrichment accept(NewContact contact) {
    return Requests.accepted(database, account, EnrichmentType.EMAIL, contact);
  }

  private static ContactKey contact(NewEnrichment enrichment) {
    return new ContactKey(enrichment.enrichmentId(), 0);
  }

  private boolean isSuppressed(NewEnrichment enrichment) {
    return lookups.open(contact(enrichment), "vendor", null, "").suppressed();
  }

  private ContactOutcome ended(NewEnrichment enrichment) {
    return lookups.open(contact(enrichment), "vendor", null, "").ended();
  }

  private ContactDocument document(NewEnrichment enrichment) {
    return document(enrichment, 0);
  }

  private ContactDocument document(NewEnrichment enrichment, int position) {
    return new Contacts(database)
        .find(account, enrichment.contacts().get(position).contactId())
        .orElseThrow();
  }

  private void keepToVerify(NewEnrichment enrichment) {
    var call = LookupCall.of(contact(enrichment), "vendor", "email");
    lookups.begin(call, 0);
    lookups.keepToVerify(
        call, Findings.ofEmail(People.EMAIL, EmailStatus.NOT_AVAILABLE), LookupEnds.HIT);
  }

  private void assertSuppressed(NewEnrichment enrichment) {
    assertSuppressed(enrichment, 0);
  }

  private void assertSuppressed(NewEnrichment enrichment, int position) {
    var document = document(enrichment, position);
    assertThat(document.suppressed()).isTrue();
    assertThat(document.status()).isEqualTo("finished");
    assertThat(document.email()).isNull();
    assertThat(document.personalEmail()).isNull();
    assertThat(document.phones()).isEmpty();
    assertThat(document.credits()).isZero();
    assertThat(document.firstName()).isEqualTo("Ada");
  }
}
