package enrichment.store.enrichments;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentType;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.Database;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private static final int CONTACTS = Turns.ENOUGH_QUEUED;
  private static final OptionalInt MY_TURN = OptionalInt.empty();

  private final Database database = TestDatabase.create();
  private final UUID account = Requests.account(database, 100_000);
  private final Turns turns = new Turns(database);

  @Test
  void comeAtOnceForTheFirstBatchesOfAnAccount() {
    assertThat(waits(accepted(CONTACTS))).isFalse();
    assertThat(waits(accepted(1))).as("there is room for one more").isFalse();
    assertThat(waits(accepted(1))).isTrue();
  }

  @Test
  void comeInTheOrderOfTheBatchesAsContactsAreAskedFor() {
    var first = accepted(CONTACTS);
    var second = accepted(CONTACTS);
    var third = accepted(CONTACTS);
    var fourth = accepted(CONTACTS);
    assertThat(turns.take(third)).hasValue(0);
    assertThat(turns.take(fourth)).hasValue(CONTACTS);

    for (var position = 0; position < CONTACTS - 1; position++) {
      ask(first, position);
    }
    assertThat(turns.take(third)).as("one more than enough is queued").hasValue(0);
    ask(first, CONTACTS - 1);
    assertThat(turns.take(fourth)).as("another is ahead").hasValue(CONTACTS);
    assertThat(turns.take(third)).isEqualTo(MY_TURN);
    assertThat(turns.take(third)).as("once more").isEqualTo(MY_TURN);
    assertThat(turns.take(fourth)).hasValue(0);

    assertThat(turns.take(second)).as("it never had to wait").isEqualTo(MY_TURN);
  }

  /** Whatever the order in which they ask. */
  @Test
  void comeForManySmallBatchesTogether() {
    var large = List.of(accepted(CONTACTS), accepted(CONTACTS));
    var small = IntStream.range(0, CONTACTS).mapToObj(i -> accepted(2)).toList();
    assertThat(small).allMatch(this::waits);

    for (var position = 0; position < CONTACTS; position++) {
      ask(large.getFirst(), position);
      ask(large.getLast(), position);
    }
    var pass = CONTACTS / 2 + 1;
    assertThat(small.reversed().stream().filter(id -> turns.take(id).isEmpty()))
        .containsExactlyElementsOf(small.subList(0, pass).reversed());
  }

  @Test
  void countWhatHasEndedWithoutAnyCall() {
    var first = accepted(CONTACTS);
    accepted(CONTACTS);
    var third = accepted(CONTACTS);
    for (var position = 0; position < CONTACTS; position++) {
      new Settlements(database).settle(new ContactKey(first, position), ContactOutcome.NOT_FOUND);
    }
    assertThat(turns.take(third)).isEqualTo(MY_TURN);
  }

  /** Its provider is asked no more often than it can bear, and that is not a call. */
  @Test
  void doNotCountAContactThatWasOnlyPutOff() {
    var first = accepted(CONTACTS);
    accepted(1);
    var third = accepted(CONTACTS);
    for (var position = 0; position < CONTACTS; position++) {
      new Lookups(database).recordWait(call(first, position), "busy");
    }
    assertThat(turns.take(third)).hasValue(0);
  }

  @Test
  void areOfEachAccountAndTypeByItself() {
    accepted(CONTACTS);
    accepted(CONTACTS);
    assertThat(waits(accepted(EnrichmentType.PHONE, account, 2))).isFalse();
    assertThat(waits(accepted(EnrichmentType.EMAIL, Requests.account(database, 2), 2))).isFalse();
    assertThat(waits(accepted(EnrichmentType.EMAIL, account, 2))).isTrue();
  }

  @Test
  void passOverWhoeverIsCancelledOrDoesNotComeBack() {
    accepted(CONTACTS);
    accepted(CONTACTS);
    var cancelled = accepted(CONTACTS);
    var lost = accepted(CONTACTS);
    var next = accepted(CONTACTS);
    assertThat(turns.take(next)).hasValue(2 * CONTACTS);

    new Cancellations(database).request(account, cancelled);
    assertThat(turns.take(next)).hasValue(CONTACTS);
    assertThat(turns.take(cancelled)).as("it has nothing to wait for").isEqualTo(MY_TURN);
    turns.await(lost, Duration.ofMinutes(-2));
    assertThat(turns.take(next)).hasValue(0);
    turns.await(lost, Duration.ofSeconds(30));
    assertThat(turns.take(next)).as("it is back").hasValue(CONTACTS);
  }

  @Test
  void doNotWaitForContactsThatAreStuck() {
    var first = accepted(CONTACTS);
    var second = accepted(CONTACTS);
    var third = accepted(CONTACTS);
    assertThat(turns.take(third)).hasValue(0);
    TestDatabase.jdbi(database)
        .useHandle(
            handle ->
                handle.execute(
                    "update enrichment set turn_at = turn_at - interval '6 minutes'"
                        + " where enrichment_id in (?, ?)",
                    first,
                    second));
    assertThat(turns.take(third)).isEqualTo(MY_TURN);
  }

  private UUID accepted(int contacts) {
    return accepted(EnrichmentType.EMAIL, account, contacts);
  }

  private UUID accepted(EnrichmentType type, UUID account, int contacts) {
    return Requests.accepted(database, account, type, contacts).enrichmentId();
  }

  /** What its plan says. */
  private boolean waits(UUID enrichmentId) {
    return new Admissions(database).admit(enrichmentId, any -> Requests.WATERFALL).plan().waits();
  }

  private void ask(UUID enrichmentId, int position) {
    new Lookups(database).begin(call(enrichmentId, position), 0);
  }

  private static LookupCall call(UUID enrichmentId, int position) {
    return LookupCall.of(new ContactKey(enrichmentId, position), "directory", "email");
  }
}
