package enrichment.store.plans;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.credits.CreditLedger;
import enrichment.store.credits.LedgerFigures;
import enrichment.store.credits.LedgerSum;
import enrichment.store.enrichments.EnrichmentStatus;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.WorkFigures;
import enrichment.store.sql.Database;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Figures are read every 15 s: how much is read for them, by PostgreSQL's own counts. */
@Timeout(600)
class FiguresGrowthTest {

  /** Three counts of 10,000 rows at most, each row read in an index and in its table. */
  private static final long MOST_ROWS = 70_000;

  private final String url = TestDatabase.createUrl();

  /** One connection, so that what it has read can be made known. */
  private final Database database = Database.open(url, 1);

  private final UUID account = Requests.account(database, 1_000);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void readNoMoreWhenWhatIsSettledIsNotDelivered() {
    settledAndUndelivered(10);
    var few = rowsRead(() -> new WorkFigures(database).read());
    settledAndUndelivered(10_000);

    var work = rowsRead(() -> new WorkFigures(database).read());
    var ledger = rowsRead(() -> new LedgerFigures(database).read());

    System.out.printf(
        "Rows read with 10 batches: %d; with 10,000: %d, of the ledger %d%n", few, work, ledger);
    assertThat(work).isLessThan(MOST_ROWS);
    assertThat(new WorkFigures(database).read().undelivered()).isGreaterThanOrEqualTo(10_000);
    assertThat(new WorkFigures(database).read().pendingMessages()).isGreaterThanOrEqualTo(10_000);
    assertThat(new WorkFigures(database).read().open()).isZero();
    var balance = rowsRead(() -> new CreditLedger(database).balance(account));
    assertThat(balance).as("GET /credits").isLessThan(1_000);
    for (var status :
        new EnrichmentStatus[] {EnrichmentStatus.IN_PROGRESS, EnrichmentStatus.FINISHED}) {
      assertThat(rowsRead(() -> new Enrichments(database).list(account, status, null, null, 20)))
          .as("a list of those that are %s", status)
          .isLessThan(MOST_ROWS);
    }
  }

  @Test
  void readWhatIsNewOfALedgerOnly() {
    execute(
        """
        insert into credit_entry (account_id, kind, amount, reference, created_at)
        select '%s', 'grant', 1, 'r' || n, now() - interval '2 days'
        from generate_series(1, 1000000) n
        """
            .formatted(account));
    execute("update credit_balance set available = available + 1000000");
    execute("analyze");

    var first = rowsRead(() -> new LedgerFigures(database).read());
    var steps = 0;
    var sum = new LedgerSum(database, Duration.ZERO);
    sum.bringForward();
    long largest = 0;
    for (var more = true; more; steps++) {
      var again = new boolean[1];
      largest = Math.max(largest, rowsRead(() -> again[0] = sum.bringForward()));
      more = again[0];
    }
    new CreditLedger(database).grant(account, 5, "new");
    var later = rowsRead(() -> new LedgerFigures(database).read());

    System.out.printf(
        "Rows read at first: %d, in the largest of %d steps: %d, then: %d%n",
        first, steps, largest, later);
    assertThat(first).as("the first scrape").isLessThan(1_000);
    assertThat(largest).as("a step").isLessThan(220_000);
    assertThat(later).as("a later scrape").isLessThan(1_000);
    var totals = new LedgerFigures(database).read().orElseThrow();
    assertThat(totals.granted()).isEqualTo(1_001_005);
    assertThat(totals.imbalance()).isZero();
  }

  /** Batches of ten, all of whose messages wait for a receiver that is down. */
  private void settledAndUndelivered(int batches) {
    for (var sql :
        new String[] {
          """
          insert into enrichment (enrichment_id, account_id, kind, enrichment_type, contacts, price,
              state, admit_before, received_at, decided_at, settled_at, admission, webhook_url)
          select gen_random_uuid(), '%1$s', 'BULK', 'email', 10, 1, 'ACCEPTED', now(), now(), now(),
              now(), '{}', 'https://down-%2$d.example/'
          from generate_series(1, %2$d)
          """,
          """
          insert into contact (enrichment_id, position, contact_id, first_name, last_name, outcome,
              settled_at, enrichment_type, price)
          select enrichment_id, p, gen_random_uuid(), 'Ada', 'Lovelace', 'NOT_FOUND', now(), 'email',
              1
          from enrichment, generate_series(0, 9) p where webhook_url = 'https://down-%2$d.example/'
          """,
          """
          insert into delivery (message_id, enrichment_id, position)
          select contact_id, enrichment_id, position from contact join enrichment
            using (enrichment_id) where webhook_url = 'https://down-%2$d.example/'
          """,
          """
          insert into credit_entry (account_id, kind, amount, enrichment_id)
          select '%1$s', 'hold', 10, enrichment_id from enrichment
          where webhook_url = 'https://down-%2$d.example/'
          """,
          """
          insert into credit_entry (account_id, kind, amount, enrichment_id, position)
          select '%1$s', 'release', 1, enrichment_id, position from contact join enrichment
            using (enrichment_id) where webhook_url = 'https://down-%2$d.example/'
          """,
        }) {
      execute(sql.formatted(account, batches));
    }
    execute("analyze");
  }

  private long rowsRead(Runnable reading) {
    var before = counted();
    reading.run();
    return counted() - before;
  }

  private long counted() {
    return database
        .jdbi()
        .<Long, RuntimeException>withHandle(
            handle -> {
              flush(handle);
              return handle
                  .createQuery(
                      """
                      select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))
                        + (select sum(idx_tup_read) from pg_stat_user_indexes)
                      from pg_stat_user_tables
                      """)
                  .mapTo(Long.class)
                  .one();
            });
  }

  private static void flush(Handle handle) {
    handle.createQuery("select pg_stat_force_next_flush()").mapToMap().list();
    handle.createQuery("select pg_stat_clear_snapshot()").mapToMap().list();
  }

  /** Without the timeout of the service's own statements, and without looking at foreign keys. */
  private void execute(String sql) {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
