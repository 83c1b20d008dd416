package enrichment.store.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.domain.ContactDocument;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.domain.WebhookEvent;
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
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.EnrichmentSummary;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.PersonLookups;
import enrichment.store.enrichments.PersonLookups.Turn;
import enrichment.store.enrichments.Settlements;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.lookups.CompanyLookups;
import enrichment.store.lookups.EmailPatterns;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnds;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.Database;
import enrichment.store.sql.GoneException;
import enrichment.store.sql.Ids;
import enrichment.store.webhooks.Deliveries;
import enrichment.store.webhooks.DeliveryAttempt;
import enrichment.store.webhooks.DeliveryState;
import enrichment.store.webhooks.Redeliveries;
import enrichment.store.webhooks.WebhookMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErasuresTest {

  private final Database database = TestDatabase.create();
  private final Erasures erasures = new Erasures(database);
  private final Lookups lookups = new Lookups(database);
  private final Settlements settlements = new Settlements(database);
  private final Contacts contacts = new Contacts(database);
  private final Deliveries deliveries = new Deliveries(database);
  private final CreditLedger ledger = new CreditLedger(database);
  private final UUID account = Requests.account(database, 10);

  @Test
  void erasesWhoeverIsKnownByAnyIdentifier() {
    for (var identifier : List.of(People.BY_EMAIL, People.BY_PROFILE, People.BY_NAME)) {
      var enrichment = accept(People.ada(People.DOMAIN, People.PROFILE));
      People.find(database, enrichment, People.FOUND);
      assertThat(erasures.erase(account, identifier).contacts())
          .as(identifier.toString())
          .isEqualTo(1);
      assertGone(enrichment);
    }
    assertThat(erasures.erase(account, People.BY_EMAIL).contacts()).isZero();
  }

  @Test
  void findsThePersonByWhatOtherContactsSay() {
    People.find(database, accept(People.ada(People.DOMAIN, People.PROFILE)), People.FOUND);
    accept(People.ada(null, People.PROFILE));
    accept(People.ada(People.DOMAIN, null));
    var namesake = accept(People.ada(People.DOMAIN, "https://www.linkedin.com/in/another-ada"));
    var stranger = accept(Requests.person("Grace", "Hopper", People.DOMAIN));

    assertThat(erasures.erase(account, People.BY_EMAIL).contacts()).isEqualTo(3);
    assertThat(find(namesake).firstName()).isEqualTo("Ada");
    assertThat(find(stranger).firstName()).isEqualTo("Grace");
  }

  /** Whichever way the person is named; before it is known who those are that wait. */
  @Test
  void whoWaitsForThePersonsLookupIsThePerson() {
    for (var way = 0; way < 3; way++) {
      var first = accept(People.ada(null, null));
      var second = accept(People.ada(null, null));
      var stranger = accept(Requests.person("Grace", "Hopper", People.DOMAIN));
      var leader = new ContactKey(first.enrichmentId(), 0);
      var waiting = new ContactKey(second.enrichmentId(), 0);
      var people = new PersonLookups(database);
      assertThat(people.decide(leader).turn()).isEqualTo(Turn.LEADS);
      assertThat(people.decide(waiting).turn()).isEqualTo(Turn.WAITS);
      var call = LookupCall.of(leader, "vendor", "email");
      lookups.begin(call, 0);
      lookups.keepToVerify(call, People.FOUND, null, LookupEnds.HIT);

      var erased =
          switch (way) {
            case 0 -> erasures.erase(account, People.BY_EMAIL);
            case 1 -> erasures.erase(account, People.BY_NAME);
            default ->
                erasures
                    .eraseContact(account, first.contacts().getFirst().contactId())
                    .orElseThrow();
          };

      assertThat(erased.contacts()).isEqualTo(2);
      assertGone(first);
      assertGone(second);
      assertThat(find(stranger).firstName()).isEqualTo("Grace");
    }
  }

  @Test
  void theUrlOfOnePersonsWebhookGoesToo() {
    var person = People.ada(People.DOMAIN, null);
    var single =
        new NewEnrichment(
            person.contactId(),
            account,
            EnrichmentKind.SINGLE,
            List.of(EnrichmentType.EMAIL),
            List.of(),
            "https://hooks.example/?who=ada.lovelace",
            List.of(WebhookEvent.CONTACT_FINISHED),
            List.of(person));
    new Enrichments(database).receive(single, Requests.TIME_TO_ADMIT);
    new Admissions(database).admit(single.enrichmentId(), any -> Requests.WATERFALL);
    erasures.erase(account, People.BY_NAME);
    var left =
        TestDatabase.jdbi(database)
            .withHandle(
                handle ->
                    handle
                        .createQuery("select e::text from enrichment e")
                        .mapTo(String.class)
                        .one());
    assertThat(left).doesNotContain("ada.lovelace");
  }

  @Test
  void whoSharesAMailboxStays() {
    for (var mailbox : List.of("info@analytical.example", "ours@gmx.example")) {
      var shared = Findings.ofEmail(mailbox, EmailStatus.DELIVERABLE);
      var profile = People.PROFILE + mailbox.indexOf('@');
      People.find(database, accept(People.ada(People.DOMAIN, profile)), shared);
      var other = accept(Requests.person("Grace", "Hopper", People.DOMAIN));
      People.find(database, other, shared);

      var byProfile = PersonIdentifier.ofLinkedinUrl(profile).orElseThrow();
      assertThat(erasures.erase(account, byProfile).contacts()).as(mailbox).isEqualTo(1);
      assertThat(find(other).firstName()).isEqualTo("Grace");
    }
  }

  @Test
  void erasesEverybodyOfANameAndDomainThatWasAskedFor() {
    accept(People.ada(People.DOMAIN, People.PROFILE));
    accept(People.ada(People.DOMAIN, "https://www.linkedin.com/in/another-ada"));
    assertThat(erasures.erase(account, People.BY_NAME).contacts()).isEqualTo(2);
  }

  @Test
  void anAccountsErasureIsOfItsOwn() {
    new Directory(database).upsert(List.of(People.inDirectory(People.PROFILE, People.EMAIL)));
    var mine = accept(People.ada(People.DOMAIN, null));
    var other = Requests.account(database, 10);
    var theirs =
        Requests.accepted(database, other, EnrichmentType.EMAIL, People.ada(People.DOMAIN, null));

    assertThat(erasures.erase(account, People.BY_NAME))
        .extracting(Erasure::contacts, Erasure::directory)
        .containsExactly(1, 0);
    assertGone(mine);
    assertThat(new Directory(database).isEmpty()).isFalse();

    assertThat(erasures.erase(null, People.BY_NAME))
        .extracting(Erasure::contacts, Erasure::directory)
        .containsExactly(1, 1);
    assertThat(new Directory(database).isEmpty()).isTrue();
    assertThatThrownBy(() -> contacts.find(other, theirs.contacts().getFirst().contactId()))
        .isInstanceOf(GoneException.class);
  }

  @Test
  void theDirectoryLosesAPersonWhoIsKnownByAnyPartOfIt() {
    for (var identifier : List.of(People.BY_EMAIL, People.BY_PROFILE, People.BY_NAME)) {
      new Directory(database).upsert(List.of(People.inDirectory(People.PROFILE, People.EMAIL)));
      assertThat(erasures.erase(null, identifier).directory()).isEqualTo(1);
      assertThat(new Directory(database).isEmpty()).isTrue();
    }
  }

  @Test
  void anOpenContactEndsAsCancelledAndItsCreditsComeBack() {
    var enrichment = accept(People.ada(People.DOMAIN, null));
    erasures.erase(account, People.BY_NAME);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(10, 0));
    assertThat(lookups.open(key(enrichment), "vendor", null, "").ended())
        .isEqualTo(ContactOutcome.CANCELLED);
    assertThat(settlements.close(enrichment.enrichmentId()).cancelled()).isEqualTo(1);
    assertThat(summary(enrichment).ended().cancelled()).isEqualTo(1);
  }

  @Test
  void whatWasChargedStaysCharged() {
    var enrichment = accept(People.ada(People.DOMAIN, null));
    People.find(database, enrichment, People.FOUND);
    erasures.erase(account, People.BY_NAME);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(9, 0));
    assertThat(summary(enrichment).ended().found()).isEqualTo(1);
    assertThat(summary(enrichment).creditsCharged()).isEqualTo(1);
  }

  @Test
  void someoneWhoseEnrichmentNobodyHasDecidedOnIsErasedToo() {
    var enrichment =
        Requests.received(database, account, EnrichmentType.EMAIL, People.ada(People.DOMAIN, null));
    assertThat(erasures.erase(account, People.BY_NAME).contacts()).isEqualTo(1);

    new Admissions(database).admit(enrichment.enrichmentId(), any -> Requests.WATERFALL);
    assertThat(lookups.open(key(enrichment), "vendor", null, "").suppressed()).isTrue();
    assertThat(settlements.settleSuppressed(key(enrichment))).isEqualTo(ContactOutcome.CANCELLED);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(10, 0));
  }

  @Test
  void aContactTakesItsPersonAlong() {
    var enrichment = accept(People.ada(People.DOMAIN, People.PROFILE));
    accept(People.ada(null, People.PROFILE));
    var id = enrichment.contacts().getFirst().contactId();
    assertThat(erasures.eraseContact(Requests.account(database, 0), id)).isEmpty();
    assertThat(erasures.eraseContact(account, UUID.randomUUID())).isEmpty();
    assertThat(erasures.eraseContact(account, id).orElseThrow().contacts()).isEqualTo(2);
    assertThatThrownBy(() -> erasures.eraseContact(account, id)).isInstanceOf(GoneException.class);
  }

  /** The company's name is all that is known of the employer. */
  @Test
  void aNameAndACompanyArePersonEnough() {
    var enrichment = accept(People.ada(null, null));
    var ended = accept(People.ada(null, null));
    settlements.settle(key(ended), ContactOutcome.NOT_FOUND);
    var found = accept(People.ada(null, null));
    People.find(database, found, People.FOUND);
    var ofOtherType =
        Requests.accepted(database, account, EnrichmentType.PERSONAL_EMAIL, People.ada(null, null));
    var waiting = accept(People.ada(null, null));
    var namesake = accept(Requests.person("Ada", "Lovelace", "other.example"));
    var id = enrichment.contacts().getFirst().contactId();
    assertThat(erasures.eraseContact(account, id).orElseThrow().contacts()).isEqualTo(5);
    Stream.of(ended, found, ofOtherType, waiting).forEach(this::assertGone);
    assertThat(find(namesake).firstName()).isEqualTo("Ada");
  }

  @ParameterizedTest
  @ValueSource(strings = {"N/A", "Self-employed", "Confidential", "{{company}}"})
  void namesakesWithoutAnEmployerAreStrangers(String company) {
    var ada = accept(new NewContact(Ids.next(), "Ada", "Lovelace", null, company, null, null));
    var namesake = accept(new NewContact(Ids.next(), "Ada", "Lovelace", null, company, null, null));
    var id = ada.contacts().getFirst().contactId();
    assertThat(erasures.eraseContact(account, id).orElseThrow().contacts()).isEqualTo(1);
    assertThat(find(namesake).firstName()).isEqualTo("Ada");
  }

  @Test
  void anEmailThatALaterContactHasFoundLeadsToThoseBefore() {
    var before = accept(People.ada(null, null));
    settlements.settle(key(before), ContactOutcome.NOT_FOUND);
    People.find(database, accept(People.ada(null, null)), People.FOUND);
    assertThat(erasures.erase(account, People.BY_EMAIL).contacts()).isEqualTo(2);
    assertGone(before);
  }

  @Test
  void aPersonOfTheDirectoryWhoseCompanyAloneIsKnownIsTheirContact() {
    var employed =
        new DirectoryPerson(
            People.PROFILE,
            "Ada",
            "Lovelace",
            null,
            "Analytical Engines Ltd.",
            null,
            "N/A",
            null,
            "N/A",
            List.of("+442079460123"));
    new Directory(database).upsert(List.of(employed));
    var contact = accept(People.ada(null, null));
    assertThat(erasures.erase(null, People.BY_PROFILE))
        .extracting(Erasure::contacts, Erasure::directory)
        .containsExactly(1, 1);
    assertGone(contact);
  }

  @Test
  void nothingIsSentAnyMoreAndNoAnswerIsKept() {
    var enrichment = acceptWithWebhook();
    settlements.settle(key(enrichment), ContactOutcome.NOT_FOUND);
    var message = deliveries.find(key(enrichment)).orElseThrow();
    attempt(message, DeliveryState.PENDING, "hello Ada");

    assertThat(erasures.erase(account, People.BY_NAME).deliveries()).isEqualTo(1);

    assertThat(deliveries.find(key(enrichment))).isEmpty();
    assertThat(deliveries.find(message.messageId())).isEmpty();
    // One that was under way all the while.
    attempt(message, DeliveryState.PENDING, "hello Ada");
    assertThat(responseBodies()).containsOnlyNulls().hasSize(2);
    assertThat(summary(enrichment).webhooksPending()).isZero();
    assertThat(new Redeliveries(database).ofContact(account, message.messageId())).isEmpty();
    assertThat(new Redeliveries(database).ofEnrichment(account, enrichment.enrichmentId()))
        .isEmpty();
  }

  @Test
  void nothingIsWrittenDownAfterwards() {
    var enrichment = accept(People.ada(null, People.PROFILE));
    var contact = key(enrichment);
    var call = LookupCall.of(contact, "vendor", "email");
    var resolution = LookupCall.of(contact, "vendor", "company_domain");
    var verification = new LookupCall(contact, "verifier", "email_verification", "vendor");
    var slow = LookupCall.of(contact, "slow", "email");
    lookups.begin(call, 0);
    lookups.begin(slow, 0);
    lookups.begin(resolution, 0);
    lookups.begin(verification, 0);
    erasures.erase(account, People.BY_PROFILE);

    lookups.awaitAnswer(slow, "ticket-of-ada", Duration.ZERO);
    lookups.resolve(resolution, People.DOMAIN, LookupEnds.HIT);
    lookups.keepToVerify(
        call, Findings.ofEmail(People.EMAIL, EmailStatus.NOT_AVAILABLE), LookupEnds.HIT);
    lookups.recordVerdict(
        verification, new Lookups.Verdict("UNKNOWN", People.EMAIL), LookupEnds.MISS);
    assertThat(settlements.settleFound(call, People.FOUND, LookupEnds.HIT))
        .isEqualTo(ContactOutcome.CANCELLED);
    assertThat(new PersonLookups(database).decide(contact).turn()).isEqualTo(Turn.WAITS);
    new CompanyLookups(database).decide(contact, "vendor", "Analytical Engines");

    assertThat(count("contact where num_nonnulls(email, resolved_domain, identities) > 0"))
        .isZero();
    assertThat(count("lookup where num_nonnulls(ticket, answer, address) > 0")).isZero();
    assertThat(count("person_lookup")).isZero();
    assertThat(count("company_lookup")).isZero();
  }

  @Test
  void contactsOfEarlierVersionsAreFound() {
    People.find(database, accept(People.ada(null, People.PROFILE)), People.FOUND);
    TestDatabase.jdbi(database)
        .useHandle(handle -> handle.execute("update contact set identities = null"));
    assertThat(erasures.erase(account, People.BY_EMAIL).contacts()).isEqualTo(1);
  }

  @Test
  void howADomainWritesItsPeopleIsUnlearnt() {
    var patterns = new EmailPatterns(database);
    patterns.learn(People.DOMAIN, "FIRST");
    patterns.learn("other.example", "FIRST");
    erasures.erase(account, People.BY_EMAIL);
    assertThat(patterns.find(People.DOMAIN)).isEmpty();
    assertThat(patterns.find("other.example")).isPresent();
  }

  @Test
  void theReceiptSaysNothingOfThePerson() {
    accept(People.ada(People.DOMAIN, People.PROFILE));
    erasures.erase(account, People.BY_NAME);
    var row =
        TestDatabase.jdbi(database)
            .withHandle(
                handle ->
                    handle.createQuery("select e::text from erasure e").mapTo(String.class).one());
    assertThat(row).contains(account.toString(), ",1,0,0)");
  }

  private void attempt(WebhookMessage message, DeliveryState state, String body) {
    deliveries.recordAttempt(
        message,
        new DeliveryAttempt(Instant.now(), Duration.ofMillis(5), 500, null, body),
        state,
        Duration.ofMinutes(1),
        true);
  }

  private List<String> responseBodies() {
    return TestDatabase.jdbi(database)
        .withHandle(
            handle ->
                handle
                    .createQuery("select response_body from delivery_attempt")
                    .mapTo(String.class)
                    .list());
  }

  private int count(String from) {
    return TestDatabase.jdbi(database)
        .withHandle(
            handle -> handle.createQuery("select count(*) from " + from).mapTo(int.class).one());
  }

  private NewEnrichment accept(NewContact contact) {
    return accept(contact, EnrichmentType.EMAIL);
  }

  private NewEnrichment accept(NewContact contact, EnrichmentType type) {
    return Requests.accepted(database, account, type, contact);
  }

  private NewEnrichment acceptWithWebhook() {
    var enrichment =
        new NewEnrichment(
            Ids.next(),
            account,
            EnrichmentKind.BULK,
            EnrichmentType.EMAIL,
            List.of(),
            "https://hooks.example/",
            List.of(WebhookEvent.CONTACT_FINISHED),
            List.of(People.ada(People.DOMAIN, null)));
    new Enrichments(database).receive(enrichment, Requests.TIME_TO_ADMIT);
    new Admissions(database).admit(enrichment.enrichmentId(), any -> Requests.WATERFALL);
    return enrichment;
  }

  private static ContactKey key(NewEnrichment enrichment) {
    return new ContactKey(enrichment.enrichmentId(), 0);
  }

  private ContactDocument find(NewEnrichment enrichment) {
    return contacts.find(account, enrichment.contacts().getFirst().contactId()).orElseThrow();
  }

  private EnrichmentSummary summary(NewEnrichment enrichment) {
    return new Enrichments(database).summary(account, enrichment.enrichmentId()).orElseThrow();
  }

  private void assertGone(NewEnrichment enrichment) {
    assertThatThrownBy(() -> find(enrichment)).isInstanceOf(GoneException.class);
  }
}
