package enrichment.store.enrichments;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactDocument;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.Contacts;
import enrichment.store.contacts.NewContact;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.credits.CreditBalance;
import enrichment.store.credits.CreditLedger;
import enrichment.store.enrichments.PersonLookups.Turn;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnds;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PersonLookupsTest {

  private static final Findings EMAIL =
      Findings.ofEmail("zoe@analytical.example", EmailStatus.DELIVERABLE);

  private final Database database = TestDatabase.create(20);
  private final PersonLookups people = new PersonLookups(database);
  private final Settlements settlements = new Settlements(database);
  private final CreditLedger ledger = new CreditLedger(database);
  private final UUID account = Requests.account(database, 1_000);

  @Test
  void oneOfTheEqualLeadsAndTheOthersWait() {
    var enrichment = accept(zoe(), person("ZOE", "Lacka", "https://www.analytical.example/"));
    assertThat(turn(enrichment, 0)).isEqualTo(Turn.LEADS);
    assertThat(turn(enrichment, 1)).isEqualTo(Turn.WAITS);
    assertThat(turn(enrichment, 0)).isEqualTo(Turn.LEADS);
  }

  @Test
  void aHitCountsForAllAndIsChargedOnce() {
    var enrichment = accept(zoe(), zoe());
    people.decide(contact(enrichment, 0));
    find(contact(enrichment, 0));

    assertThat(people.decide(contact(enrichment, 1)).ended()).isEqualTo(ContactOutcome.FOUND);
    var other = document(enrichment, 1);
    assertThat(other.email()).isEqualTo("zoe@analytical.example");
    assertThat(other.emailStatus()).isEqualTo("deliverable");
    assertThat(other.provider()).isEqualTo("vendor");
    assertThat(other.cached()).isTrue();
    assertThat(other.credits()).isZero();
    assertThat(document(enrichment, 0).cached()).isFalse();
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(999, 0));
    assertThat(
            new Enrichments(database)
                .summary(account, enrichment.enrichmentId())
                .orElseThrow()
                .creditsCharged())
        .isEqualTo(1);
  }

  @Test
  void aMissCountsForThoseThatWereThereAlready() {
    var first = accept(zoe());
    var second = accept(zoe());
    people.decide(contact(first, 0));
    settlements.settle(contact(first, 0), ContactOutcome.NOT_FOUND);
    var third = accept(zoe());

    assertThat(people.decide(contact(second, 0)).ended()).isEqualTo(ContactOutcome.NOT_FOUND);
    assertThat(turn(third, 0)).isEqualTo(Turn.LEADS);
  }

  @Test
  void whoeverWaitedTakesOverWhenTheLeaderCameToNothing() {
    for (var outcome : new ContactOutcome[] {ContactOutcome.FAILED, ContactOutcome.CANCELLED}) {
      var enrichment = accept(zoe(), zoe(), zoe());
      people.decide(contact(enrichment, 0));
      settlements.settle(contact(enrichment, 0), outcome);
      assertThat(turn(enrichment, 1)).isEqualTo(Turn.LEADS);
      assertThat(turn(enrichment, 2)).isEqualTo(Turn.WAITS);
      settlements.settle(contact(enrichment, 1), ContactOutcome.FAILED);
    }
  }

  @Test
  void aHitIsUsedAgainForAsLongAsTheAccountSays() {
    var first = accept(zoe());
    people.decide(contact(first, 0));
    find(contact(first, 0));
    age(29);
    assertThat(people.decide(contact(accept(zoe()), 0)).ended()).isEqualTo(ContactOutcome.FOUND);
    age(31);
    assertThat(turn(accept(zoe()), 0)).isEqualTo(Turn.LEADS);
  }

  @Test
  void noHitIsUsedAgainWhereTheAccountSaysSo() {
    execute("update account set reuse_days = 0");
    var first = accept(zoe());
    people.decide(contact(first, 0));
    find(contact(first, 0));
    assertThat(turn(accept(zoe()), 0)).isEqualTo(Turn.LEADS);
  }

  @Test
  void othersAreSomebodyElse() {
    var enrichment =
        accept(
            zoe(),
            person("Zoë", "Łącka", "other.example"),
            person("Chloë", "Łącka", "analytical.example"),
            withProfile("https://linkedin.com/in/zoe"));
    IntStream.range(0, 4)
        .forEach(position -> assertThat(turn(enrichment, position)).isEqualTo(Turn.LEADS));
    var otherType = Requests.accepted(database, account, EnrichmentType.PERSONAL_EMAIL, zoe());
    assertThat(turn(otherType, 0)).isEqualTo(Turn.LEADS);
  }

  @Test
  void noAccountProfitsFromAnother() {
    var first = accept(zoe());
    people.decide(contact(first, 0));
    find(contact(first, 0));
    var elsewhere =
        Requests.accepted(database, Requests.account(database, 10), EnrichmentType.EMAIL, zoe());
    assertThat(turn(elsewhere, 0)).isEqualTo(Turn.LEADS);
  }

  @Test
  @Timeout(60)
  void onlyOneLeadsHoweverManyAskAtOnce() throws Exception {
    for (var round = 0; round < 20; round++) {
      var enrichment =
          accept(IntStream.range(0, 16).mapToObj(i -> zoe()).toArray(NewContact[]::new));
      try (var threads = Executors.newFixedThreadPool(16)) {
        var turns =
            threads.invokeAll(
                IntStream.range(0, 16)
                    .<Callable<Turn>>mapToObj(i -> () -> turn(enrichment, i))
                    .toList());
        var leading = 0;
        for (var turn : turns) {
          leading += turn.get() == Turn.LEADS ? 1 : 0;
        }
        assertThat(leading).isEqualTo(1);
      }
      settlements.close(enrichment.enrichmentId());
    }
  }

  private Turn turn(NewEnrichment enrichment, int position) {
    return people.decide(contact(enrichment, position)).turn();
  }

  private NewEnrichment accept(NewContact... contacts) {
    return Requests.accepted(database, account, EnrichmentType.EMAIL, contacts);
  }

  private void find(ContactKey contact) {
    settlements.settleFound(LookupCall.of(contact, "vendor", "email"), EMAIL, LookupEnds.HIT);
  }

  private void age(int days) {
    execute("update contact set settled_at = now() - interval '%d days'".formatted(days));
  }

  private void execute(String sql) {
    TestDatabase.jdbi(database).useHandle(handle -> handle.execute(sql));
  }

  private ContactDocument document(NewEnrichment enrichment, int position) {
    return new Contacts(database)
        .find(account, enrichment.contacts().get(position).contactId())
        .orElseThrow();
  }

  private static ContactKey contact(NewEnrichment enrichment, int position) {
    return new ContactKey(enrichment.enrichmentId(), position);
  }

  private static NewContact zoe() {
    return person("Zoë", "Łącka", "analytical.example");
  }

  private static NewContact person(String firstName, String lastName, String domain) {
    return Requests.person(firstName, lastName, domain);
  }

  private static NewContact withProfile(String url) {
    return new NewContact(Ids.next(), "Zoë", "Łącka", "analytical.example", null, url, null);
  }
}
