package enrichment.store.enrichments;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentTotals;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.domain.OpenEnrichment;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.credits.CreditBalance;
import enrichment.store.credits.CreditLedger;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnds;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.Database;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CancellationsTest {

  private final Database database = TestDatabase.create();
  private final UUID account = Requests.account(database, 10);
  private final Cancellations cancellations = new Cancellations(database);
  private final Lookups lookups = new Lookups(database);
  private final Settlements settlements = new Settlements(database);

  private final UUID id =
      Requests.accepted(
              database,
              account,
              EnrichmentType.EMAIL,
              Requests.person("Ada", "Lovelace", "analytical.example"),
              Requests.person("Grace", "Hopper", "navy.example"))
          .enrichmentId();

  @Test
  void isRequestedAsOftenAsOneLikesAndSinceTheFirstTime() {
    assertThat(cancellations.unfinished()).isEmpty();
    var open = new OpenEnrichment(id, account, EnrichmentKind.BULK, List.of(EnrichmentType.EMAIL));
    assertThat(cancellations.request(account, id)).contains(open);
    var since = requestedAt();
    assertThat(cancellations.request(account, id)).contains(open);
    assertThat(requestedAt()).isEqualTo(since).isNotNull();
    assertThat(cancellations.unfinished()).containsExactly(open);
  }

  @Test
  void isForTheOwnerOfWhatWasAccepted() {
    var received =
        Requests.received(
            database, account, EnrichmentType.EMAIL, Requests.person("Ada", "Byron", "a.example"));
    assertThat(cancellations.request(Requests.account(database, 1), id)).isEmpty();
    assertThat(cancellations.request(account, received.enrichmentId())).isEmpty();
    assertThat(cancellations.unfinished()).isEmpty();
  }

  @Test
  void leavesWhatHasOnlyItsWebhooksLeftToDeliver() {
    settlements.settle(contact(0), ContactOutcome.FAILED);
    cancellations.request(account, id);
    assertThat(cancellations.unfinished()).hasSize(1);
    settlements.settle(contact(1), ContactOutcome.CANCELLED);
    assertThat(cancellations.unfinished()).as("though its books are open").isEmpty();
    assertThat(cancellations.request(account, id)).isEmpty();
  }

  @Test
  void letsNoLookupBegin() {
    var call = LookupCall.of(contact(0), "first", "email");
    var poll = LookupCall.of(contact(1), "second", "email");
    assertThat(lookups.begin(poll, 0)).isTrue();
    assertThat(lookups.goesOn(poll)).isTrue();
    cancellations.request(account, id);
    assertThat(lookups.begin(call, 0)).isFalse();
    assertThat(lookups.goesOn(poll)).isFalse();
    assertThat(lookups.open(contact(0), "first", null, "").stopped()).isTrue();
  }

  @Test
  void countsForContactsThatNobodyHasLookedUpToTheEnd() {
    lookups.keepToVerify(
        LookupCall.of(contact(0), "first", "email"),
        Findings.ofEmail("ada@analytical.example", EmailStatus.NOT_AVAILABLE),
        LookupEnds.HIT);
    cancellations.request(account, id);
    assertThat(settlements.close(id)).isEqualTo(new EnrichmentTotals(1, 0, 0, 1));
    assertThat(new CreditLedger(database).balance(account)).isEqualTo(new CreditBalance(9, 0));
  }

  private ContactKey contact(int position) {
    return new ContactKey(id, position);
  }

  private Object requestedAt() {
    return TestDatabase.jdbi(database)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select cancel_requested_at from enrichment where enrichment_id = :id")
                    .bind("id", id)
                    .mapTo(OffsetDateTime.class)
                    .one());
  }
}
