package enrichment.store.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.domain.ContactDocument;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentType;
import enrichment.store.People;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.Contacts;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.credits.CreditLedger;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.EnrichmentSummary;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.Settlements;
import enrichment.store.lookups.ProviderStatistics;
import enrichment.store.privacy.Retention.Purged;
import enrichment.store.sql.Database;
import enrichment.store.sql.GoneException;
import enrichment.store.webhooks.Deliveries;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final Duration AGE = Duration.ofDays(90);

  private final Database database = TestDatabase.create();
  private final Retention retention = new Retention(database);
  private final UUID account = Requests.account(database, 10_000);

  @Test
  void purgesWhatWasClosedLongAgoAndNothingElse() {
    var old = closed(1, 91);
    var young = closed(1, 89);
    assertThat(retention.purge(AGE)).isEqualTo(new Purged(1, 1));
    assertThat(retention.purge(AGE)).isEqualTo(new Purged(0, 0));

    assertThatThrownBy(() -> summary(old)).isInstanceOf(GoneException.class);
    assertThatThrownBy(() -> contact(old)).isInstanceOf(GoneException.class);
    assertThat(summary(young).contacts()).isEqualTo(1);
    assertThat(contact(young).firstName()).isEqualTo("Ada");
  }

  @Test
  void leavesTheLedgerAsItIs() {
    var ledger = new CreditLedger(database);
    closed(2, 91);
    var before = ledger.balance(account);
    retention.purge(AGE);
    assertThat(ledger.balance(account)).isEqualTo(before);
  }

  @Test
  void tellsStrangersNothing() {
    var old = closed(1, 91);
    retention.purge(AGE);
    var stranger = Requests.account(database, 0);
    assertThat(new Enrichments(database).summary(stranger, old.enrichmentId())).isEmpty();
    assertThat(new Contacts(database).find(stranger, old.contacts().getFirst().contactId()))
        .isEmpty();
  }

  @Test
  void waitsForMessagesThatAreStillToBeDelivered() {
    var old = closed(1, 91, false);
    assertThat(retention.purge(AGE).enrichments()).isZero();
    deliver();
    assertThat(retention.purge(AGE).enrichments()).isEqualTo(1);
    assertThat(new Deliveries(database).find(new ContactKey(old.enrichmentId(), 0))).isEmpty();
  }

  @Test
  void forgetsWhereTheResultsWent() {
    var old = closed(1, 91);
    retention.purge(AGE);
    var url =
        TestDatabase.jdbi(database)
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select count(*) from enrichment where webhook_url is not null"
                                + " and enrichment_id = :id")
                        .bind("id", old.enrichmentId())
                        .mapTo(int.class)
                        .one());
    assertThat(url).isZero();
  }

  @Test
  void takesSomeHundredContactsAtATime() {
    IntStream.range(0, 3).forEach(i -> closed(300, 91));
    assertThat(retention.purge(AGE)).isEqualTo(new Purged(2, 600));
    assertThat(retention.purge(AGE)).isEqualTo(new Purged(1, 300));
    assertThat(retention.purge(AGE)).isEqualTo(new Purged(0, 0));
  }

  @Test
  void deletesLookupsAndMessagesAtOnceAndTheRestWhenItsIdsNeedNotBeKnown() {
    var old = closed(2, 91);
    var young = closed(1, 89);
    retention.purge(AGE);
    assertThat(rows("lookup", old) + rows("delivery", old) + rows("person_lookup", old)).isZero();
    assertThat(retention.remove(Retention.KNOWN_AS_GONE)).isEqualTo(new Purged(0, 0));

    TestDatabase.jdbi(database)
        .useHandle(
            handle ->
                handle.execute("update enrichment set purged_at = purged_at - interval '31 days'"));
    assertThat(retention.remove(Retention.KNOWN_AS_GONE)).isEqualTo(new Purged(1, 2));
    assertThat(rows("contact", old) + rows("enrichment", old)).isZero();
    assertThat(new Enrichments(database).summary(account, old.enrichmentId())).isEmpty();
    assertThat(rows("contact", young)).isEqualTo(1);
    assertThat(rows("lookup", young)).isEqualTo(1);
  }

  @Test
  void removesSomeHundredContactsAtATime() {
    IntStream.range(0, 3).forEach(i -> closed(300, 91));
    while (retention.purge(AGE).enrichments() > 0) {
      // Until nothing is left.
    }
    assertThat(retention.remove(Duration.ZERO)).isEqualTo(new Purged(2, 600));
    assertThat(retention.remove(Duration.ZERO)).isEqualTo(new Purged(1, 300));
    assertThat(retention.remove(Duration.ZERO)).isEqualTo(new Purged(0, 0));
  }

  @Test
  void providersAreWorthTheSameAfterwards() {
    closed(1, 91);
    var statistics = new ProviderStatistics(database);
    var before = statistics.since(Duration.ofDays(30));
    assertThat(before).isNotEmpty();
    retention.purge(AGE);
    assertThat(rows("lookup")).isZero();
    assertThat(statistics.since(Duration.ofDays(30))).isEqualTo(before);
  }

  private int rows(String table, NewEnrichment enrichment) {
    return rows(table + " where enrichment_id = '" + enrichment.enrichmentId() + "'");
  }

  private int rows(String table) {
    return TestDatabase.jdbi(database)
        .withHandle(
            handle -> handle.createQuery("select count(*) from " + table).mapTo(int.class).one());
  }

  private NewEnrichment closed(int contacts, int daysAgo) {
    var enrichment = closed(contacts, daysAgo, true);
    deliver();
    return enrichment;
  }

  private NewEnrichment closed(int contacts, int daysAgo, boolean found) {
    var enrichment = Requests.enrichment(account, EnrichmentType.EMAIL, contacts);
    new Enrichments(database).receive(enrichment, Requests.TIME_TO_ADMIT);
    new Admissions(database).admit(enrichment.enrichmentId(), any -> Requests.WATERFALL);
    if (found) {
      People.find(database, enrichment, People.FOUND);
    } else {
      new Settlements(database)
          .settle(new ContactKey(enrichment.enrichmentId(), 0), ContactOutcome.NOT_FOUND);
    }
    new Settlements(database).close(enrichment.enrichmentId());
    TestDatabase.jdbi(database)
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        update enrichment set closed_at = now() - make_interval(days => :days)
                        where enrichment_id = :id
                        """)
                    .bind("days", daysAgo)
                    .bind("id", enrichment.enrichmentId())
                    .execute());
    return enrichment;
  }

  private void deliver() {
    TestDatabase.jdbi(database)
        .useHandle(handle -> handle.execute("update delivery set state = 'DELIVERED'"));
  }

  private EnrichmentSummary summary(NewEnrichment enrichment) {
    return new Enrichments(database).summary(account, enrichment.enrichmentId()).orElseThrow();
  }

  private ContactDocument contact(NewEnrichment enrichment) {
    return new Contacts(database)
        .find(account, enrichment.contacts().getFirst().contactId())
        .orElseThrow();
  }
}
