package enrichment.store.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentType;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.NewContact;
import enrichment.store.enrichments.Settlements;
import enrichment.store.lookups.CompanyLookups.Decision;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CompanyLookupsTest {

  private final Database database = TestDatabase.create(20);
  private final CompanyLookups companies = new CompanyLookups(database);
  private final Lookups lookups = new Lookups(database);
  private final UUID enrichmentId =
      Requests.accepted(
              database,
              Requests.account(database, 100),
              EnrichmentType.EMAIL,
              IntStream.range(0, 16)
                  .mapToObj(
                      i ->
                          new NewContact(
                              Ids.next(), "Ada", "L" + i, null, "Engines Ltd", null, null))
                  .toArray(NewContact[]::new))
          .enrichmentId();

  @Test
  void oneAsksAndTheOthersTakeWhatItIsTold() {
    assertThat(decide(0)).isInstanceOf(Decision.Ask.class);
    assertThat(decide(1)).isInstanceOf(Decision.Await.class);
    assertThat(decide(0)).isInstanceOf(Decision.Ask.class);
    lookups.resolve(call(0), "engines.example", LookupEnds.HIT);
    assertThat(decide(1)).isEqualTo(new Decision.Known("engines.example"));
  }

  @Test
  void aMissIsKnownToo() {
    decide(0);
    lookups.end(call(0), LookupEnds.MISS);
    assertThat(decide(1)).isEqualTo(new Decision.Known(null));
  }

  @Test
  void anotherTakesOverFromOneThatCameToNothing() {
    decide(0);
    companies.release(contact(0), "vendor");
    assertThat(decide(1)).isInstanceOf(Decision.Ask.class);
    lookups.end(call(1), LookupEnd.failed(Duration.ZERO, "http_400"));
    assertThat(decide(2)).isInstanceOf(Decision.Ask.class);
    new Settlements(database).settle(contact(2), ContactOutcome.CANCELLED);
    assertThat(decide(3)).isInstanceOf(Decision.Ask.class);
  }

  @Test
  void whatIsOldIsAskedForAgain() {
    decide(0);
    lookups.resolve(call(0), "engines.example", LookupEnds.HIT);
    TestDatabase.jdbi(database)
        .useHandle(
            handle -> handle.execute("update lookup set ended_at = now() - interval '91 d'"));
    assertThat(decide(1)).isInstanceOf(Decision.Ask.class);
    assertThat(decide(2)).isInstanceOf(Decision.Await.class);
  }

  @Test
  @Timeout(60)
  void onlyOneAsksHoweverManyComeAtOnce() throws Exception {
    try (var threads = Executors.newFixedThreadPool(16)) {
      var decisions =
          threads.invokeAll(
              IntStream.range(0, 16)
                  .<Callable<Decision>>mapToObj(position -> () -> decide(position))
                  .toList());
      var asking = 0;
      for (var decision : decisions) {
        asking += decision.get() instanceof Decision.Ask ? 1 : 0;
      }
      assertThat(asking).isEqualTo(1);
    }
  }

  private Decision decide(int position) {
    return companies.decide(contact(position), "vendor", "Engines Ltd");
  }

  private ContactKey contact(int position) {
    return new ContactKey(enrichmentId, position);
  }

  private LookupCall call(int position) {
    return LookupCall.of(contact(position), "vendor", "company_domain");
  }
}
