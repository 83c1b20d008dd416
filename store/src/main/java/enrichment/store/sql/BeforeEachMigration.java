package enrichment.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Prepares the connection of a migration. One that runs outside a transaction builds indexes
 * concurrently, and waits for every transaction that is open, a dump's too: that takes its time,
 * and keeps no statement waiting. A build that failed leaves an invalid index, which is dropped
 * first, since it would pass for the one that is to be built.
 */
final class BeforeEachMigration implements Callback {

  private final Duration lockTimeout;
  private final Duration patience;

  /**
   * @param lockTimeout for how long a migration waits that keeps others waiting meanwhile
   * @param patience for how long one waits that does not
   */
  BeforeEachMigration(Duration lockTimeout, Duration patience) {
    this.lockTimeout = lockTimeout;
    this.patience = patience;
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    var connection = context.getConnection();
    try {
      if (connection.getAutoCommit()) {
        setLockTimeout(connection, patience);
        for (var index : invalidIndexes(connection).entrySet()) {
          awaitOtherBuild(connection, index.getValue());
          if (invalidIndexes(connection).containsKey(index.getKey())) {
            execute(connection, "drop index concurrently if exists " + index.getKey());
          }
        }
      } else {
        setLockTimeout(connection, lockTimeout);
      }
    } catch (SQLException e) {
      throw new FlywayException(e);
    }
  }

  private static void setLockTimeout(Connection connection, Duration timeout) throws SQLException {
    execute(connection, "set lock_timeout = '%d ms'".formatted(timeout.toMillis()));
  }

  /** Each with its table. One of a partitioned table is invalid until all its parts are there. */
  private static Map<String, String> invalidIndexes(Connection connection) throws SQLException {
    var indexes = new LinkedHashMap<String, String>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select i.indexrelid::regclass::text, i.indrelid::regclass::text
                from pg_index i join pg_class c on c.oid = i.indexrelid
                where not i.indisvalid and c.relkind = 'i'
                  and c.relnamespace = current_schema()::regnamespace
                """)) {
      while (rows.next()) {
        indexes.put(rows.getString(1), rows.getString(2));
      }
    }
    return indexes;
  }

  /** The server goes on with the build of a process that was killed. It holds this lock. */
  private static void awaitOtherBuild(Connection connection, String table) throws SQLException {
    connection.setAutoCommit(false);
    try {
      execute(connection, "lock table " + table + " in share update exclusive mode");
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public String getCallbackName() {
    return "before-each-migration";
  }
}
