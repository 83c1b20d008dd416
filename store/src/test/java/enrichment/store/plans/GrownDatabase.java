package enrichment.store.plans;

import enrichment.store.TestDatabase;
import enrichment.store.sql.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** A database as it is after months, filled by {@code grown.sql}. */
final class GrownDatabase implements AutoCloseable {

  /** What gets rows by what clients do, and is large here. */
  static final Set<String> GROWING =
      Set.of(
          "api_key",
          "company_lookup",
          "contact",
          "credit_entry",
          "credit_lot",
          "credit_lot_hold",
          "delivery",
          "delivery_attempt",
          "directory_person",
          "email_pattern",
          "enrichment",
          "erasure",
          "idempotency_key",
          "lookup",
          "person_lookup",
          "suppressed_identity",
          "suppression",
          "webhook_pause",
          "webhook_receiver",
          "webhook_test");

  private static final String TIMED_OUT = "57014";

  /** PostgreSQL plans a statement for its values five times, and then perhaps for any. */
  private static final int RUNS = 7;

  /** What a statement reads of these tables, whatever part of it does: its triggers, too. */
  private static final String COUNTED =
      """
      select relname, seq_scan, seq_tup_read + coalesce(idx_tup_fetch, 0) as rows
      from pg_stat_xact_user_tables where relname = any(?)
      """;

  private final Connection connection;

  /** Bound instead of what a test has bound: of an account, and of a batch of that. */
  private final List<Map<String, UUID>> values;

  private GrownDatabase(Connection connection) throws SQLException {
    this.connection = connection;
    this.values = List.of(values("desc"), values("asc"));
  }

  static GrownDatabase fill(int contacts) throws SQLException {
    var url = TestDatabase.createUrl();
    Database.open(url, 2).close();
    return fill(url, contacts);
  }

  /** Fills a database that is migrated and empty. */
  static GrownDatabase fill(String url, int contacts) throws SQLException {
    // Prepared on the server at once, as what is run often is.
    var connection = Jdbi.create(url + "&prepareThreshold=1").open().getConnection();
    try (var statement = connection.createStatement()) {
      statement.execute("set grown.contacts = " + contacts);
      statement.execute(script());
      statement.execute("set session_replication_role = origin");
      statement.execute("vacuum analyze");
      statement.execute(
          "set statement_timeout = '%d s'".formatted(Database.STATEMENT_TIMEOUT.toSeconds()));
    }
    return new GrownDatabase(connection);
  }

  /** Of the account that has most of all, or least. */
  private Map<String, UUID> values(String order) throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select e.account_id, e.enrichment_id, c.contact_id
                from (
                  select account_id from enrichment
                  group by account_id order by count(*) %s, account_id limit 1) a
                join enrichment e using (account_id) join contact c using (enrichment_id)
                order by e.contacts desc, e.enrichment_id desc, c.position limit 1
                """
                    .formatted(order))) {
      rows.next();
      return Map.of(
          "accountId", rows.getObject("account_id", UUID.class),
          "enrichmentId", rows.getObject("enrichment_id", UUID.class),
          "contactId", rows.getObject("contact_id", UUID.class),
          "messageId", rows.getObject("contact_id", UUID.class));
    }
  }

  private static String script() {
    try (var script = GrownDatabase.class.getResourceAsStream("/grown.sql")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What is read of the tables that grow.
   *
   * @param whole those of them that are read from one end to the other
   * @param rows how many rows are looked at
   */
  record Reads(Set<String> whole, long rows) {

    private Reads and(Reads other) {
      var all = new TreeSet<>(whole);
      all.addAll(other.whole);
      return new Reads(all, Math.max(rows, other.rows));
    }

    private static Reads of(QueryPlan plan) {
      return new Reads(plan.readWhole(GROWING), plan.rowsExamined(GROWING));
    }
  }

  /** What the statement reads here, for the account that has most, and for one of many. */
  Reads reads(SeenStatement seen) throws SQLException {
    var reads = new Reads(Set.of(), 0);
    for (var others : values) {
      reads = reads.and(reads(seen, others));
    }
    return reads;
  }

  /** What is planned, and what is done. What that changes is taken back. */
  private Reads reads(SeenStatement seen, Map<String, UUID> others) throws SQLException {
    connection.setAutoCommit(false);
    try {
      if (seen.byIndexesAlone()) {
        execute("set local enable_seqscan = off");
      }
      var planned = Reads.of(explain(seen, "explain (format json) ", others));
      try {
        // What is only thought of is more than is read, where there is a limit.
        return new Reads(planned.whole(), 0)
            .and(Reads.of(explain(seen, "explain (analyze, timing off, format json) ", others)))
            .and(run(seen, others));
      } catch (SQLException e) {
        if (TIMED_OUT.equals(e.getSQLState())) {
          throw e;
        }
        // It refers to rows that only its test has.
        return planned;
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private QueryPlan explain(SeenStatement seen, String how, Map<String, UUID> others)
      throws SQLException {
    var savepoint = connection.setSavepoint();
    try (var statement = seen.prepare(connection, how, others);
        var rows = statement.executeQuery()) {
      rows.next();
      return QueryPlan.read(rows.getString(1));
    } finally {
      connection.rollback(savepoint);
    }
  }

  private Reads run(SeenStatement seen, Map<String, UUID> others) throws SQLException {
    var reads = new Reads(Set.of(), 0);
    try (var statement = seen.prepare(connection, "", others)) {
      var before = counted();
      for (var run = 0; run < RUNS; run++) {
        var savepoint = connection.setSavepoint();
        statement.execute();
        connection.rollback(savepoint);
        var after = counted();
        reads = reads.and(between(before, after));
        before = after;
      }
    }
    return reads;
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private record Counted(long scans, long rows) {

    private static final Counted NOTHING = new Counted(0, 0);
  }

  private Map<String, Counted> counted() throws SQLException {
    var counted = new HashMap<String, Counted>();
    try (var statement = connection.prepareStatement(COUNTED)) {
      statement.setArray(1, connection.createArrayOf("text", GROWING.toArray()));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          counted.put(
              rows.getString("relname"),
              new Counted(rows.getLong("seq_scan"), rows.getLong("rows")));
        }
      }
    }
    return counted;
  }

  private static Reads between(Map<String, Counted> before, Map<String, Counted> after) {
    var whole = new TreeSet<String>();
    var rows = 0L;
    for (var table : after.keySet()) {
      var then = before.getOrDefault(table, Counted.NOTHING);
      var now = after.get(table);
      if (now.scans() > then.scans()) {
        whole.add(table);
      }
      rows += now.rows() - then.rows();
    }
    return new Reads(whole, rows);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
