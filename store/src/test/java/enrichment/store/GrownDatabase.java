package enrichment.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
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

  private final Connection connection;

  /** Bound instead of what a test has bound: the account that has most of all. */
  private final Map<String, UUID> values;

  private GrownDatabase(Connection connection, Map<String, UUID> values) {
    this.connection = connection;
    this.values = values;
  }

  static GrownDatabase fill(int contacts) throws SQLException {
    var url = TestDatabase.createUrl();
    Database.open(url, 2).close();
    return fill(url, contacts);
  }

  /** Fills a database that is migrated and empty. */
  static GrownDatabase fill(String url, int contacts) throws SQLException {
    var connection = Jdbi.create(url).open().getConnection();
    try (var statement = connection.createStatement()) {
      statement.execute("set grown.contacts = " + contacts);
      statement.execute(script());
      statement.execute("set session_replication_role = origin");
      statement.execute("vacuum analyze");
      statement.execute("set statement_timeout = '60s'");
      try (var rows =
          statement.executeQuery(
              "select account_id from enrichment group by 1 order by count(*) desc limit 1")) {
        rows.next();
        return new GrownDatabase(connection, Map.of("accountId", rows.getObject(1, UUID.class)));
      }
    }
  }

  private static String script() {
    try (var script = GrownDatabase.class.getResourceAsStream("/grown.sql")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How the statement is run here. It is, where it can be; what it changes is taken back. */
  QueryPlan explain(SeenStatement seen) throws SQLException {
    try {
      return explain(seen, "explain (analyze, timing off, format json) ");
    } catch (SQLException e) {
      // It refers to rows that only its test has.
      return explain(seen, "explain (format json) ");
    }
  }

  private QueryPlan explain(SeenStatement seen, String how) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = seen.prepare(connection, how, values);
        var rows = statement.executeQuery()) {
      rows.next();
      return QueryPlan.read(rows.getString(1));
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
