package enrichment.store.enrichments;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentType;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.credits.CreditLedger;
import enrichment.store.credits.LedgerFigures;
import enrichment.store.credits.LedgerSum;
import enrichment.store.sql.Database;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Settled and delivered are two facts. */
@Timeout(120)
class SettledTest {

  private static final int CONTACTS = 3;

  private final Database database = TestDatabase.create();
  private final UUID account = Requests.account(database, 1_000);
  private final Settlements settlements = new Settlements(database);

  @Test
  void isWrittenDownWithTheLastContact() {
    var batch = accepted();
    settle(batch, 2);
    settle(batch, 0);
    assertThat(settled(batch)).isFalse();
    settle(batch, 1);
    assertThat(settled(batch)).isTrue();
    settle(batch, 1);

    var work = new WorkFigures(database).read();
    assertThat(work.open()).isZero();
    assertThat(work.undelivered()).isOne();
    assertThat(work.pendingMessages()).isEqualTo(CONTACTS);
    assertThat(new CreditLedger(database).balance(account).held()).isZero();
    settlements.close(batch);
    assertThat(new WorkFigures(database).read().undelivered()).isZero();
  }

  @Test
  void isFoundOutLaterWhereTheLastOnesAreSettledAtOnce() throws Exception {
    var batches = IntStream.range(0, 40).mapToObj(i -> accepted()).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var batch : batches) {
        for (var position = 0; position < CONTACTS; position++) {
          var contact = position;
          threads.submit(() -> settle(batch, contact));
        }
      }
    }
    settlements.noteSettled();
    assertThat(batches).allMatch(this::settled);
    assertThat(settlements.noteSettled()).isZero();
  }

  @Test
  void isFoundOutOfWhatEarlierVersionsHaveSettled() {
    var batch = accepted();
    var open = accepted();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update contact set outcome = 'CANCELLED', settled_at = now()"
                        + " where enrichment_id = ?",
                    batch));
    assertThat(listed(EnrichmentStatus.CANCELLED)).containsExactly(batch);
    assertThat(listed(EnrichmentStatus.QUEUED)).containsExactly(open);

    assertThat(settlements.noteSettled()).isOne();
    assertThat(settled(batch)).isTrue();
    assertThat(settled(open)).isFalse();
    assertThat(listed(EnrichmentStatus.CANCELLED)).containsExactly(batch);
    assertThat(listed(EnrichmentStatus.FINISHED)).isEmpty();
    assertThat(listed(EnrichmentStatus.QUEUED)).containsExactly(open);
  }

  @Test
  void locksTheRowOfTheBatchWithItsLastContactAlone() {
    var batch = accepted();
    try (var other = database.jdbi().open()) {
      other.begin();
      other
          .createQuery("select from enrichment where enrichment_id = :id for update")
          .bind("id", batch)
          .mapToMap()
          .list();
      settle(batch, 0);
      settle(batch, 1);
      other.rollback();
    }
    assertThat(settled(batch)).isFalse();
  }

  @Test
  void theLedgersSumWaitsForTransactionsThatMayStillAddToIt() {
    var sum = new LedgerSum(database, Duration.ZERO);
    var figures = new LedgerFigures(database);
    var jdbi = database.jdbi();
    try (var slow = jdbi.open()) {
      slow.begin();
      grant(slow, 5, "slow");
      jdbi.useHandle(fast -> grant(fast, 7, "fast"));
      for (var i = 0; i < 3; i++) {
        sum.bringForward();
      }
      assertThat(figures.read().orElseThrow().granted()).isEqualTo(1_007);
      slow.commit();
    }
    assertThat(figures.read().orElseThrow().granted()).isEqualTo(1_012);
    for (var i = 0; i < 3; i++) {
      sum.bringForward();
    }
    assertThat(figures.read().orElseThrow().granted()).isEqualTo(1_012);
    long kept =
        jdbi.withHandle(
            handle -> handle.createQuery("select granted from ledger_sum").mapTo(long.class).one());
    assertThat(kept).isEqualTo(1_012);
  }

  private void grant(Handle handle, int amount, String reference) {
    handle.execute(
        "insert into credit_entry (account_id, kind, amount, reference) values (?, 'grant', ?, ?)",
        account,
        amount,
        reference);
  }

  private UUID accepted() {
    return Requests.accepted(database, account, EnrichmentType.EMAIL, CONTACTS).enrichmentId();
  }

  private void settle(UUID batch, int position) {
    settlements.settle(new ContactKey(batch, position), ContactOutcome.NOT_FOUND);
  }

  private boolean settled(UUID batch) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select settled_at is not null from enrichment where enrichment_id = :id")
                    .bind("id", batch)
                    .mapTo(boolean.class)
                    .one());
  }

  private List<UUID> listed(EnrichmentStatus status) {
    return new Enrichments(database)
        .list(account, status, null, null, 10).stream()
            .map(EnrichmentSummary::enrichmentId)
            .toList();
  }
}
