package enrichment.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.store.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new version's start beside a dump, and beside those that read. */
@Timeout(180)
class MigrationLocksTest {

  private static final Duration DUMP = Duration.ofSeconds(8);
  private static final Duration LONGEST_READ = Duration.ofSeconds(1);
  private static final List<String> TABLES =
      List.of("account", "enrichment", "contact", "lookup", "delivery", "credit_entry");

  /** The last of the previous release; and where indexes alone are left to be built. */
  @ParameterizedTest
  @ValueSource(strings = {"13", "22"})
  void noReadWaitsWhileADumpHoldsItsLocks(String version) throws Exception {
    var url = TestDatabase.createUrl();
    migrate(url, version);
    var over = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Duration>> readers = new ArrayList<>();
      Future<?> start;
      try (var dump = beginDump(url)) {
        for (var table : TABLES) {
          readers.add(threads.submit(() -> longestRead(url, table, over)));
        }
        start = threads.submit(opening(url));
        Thread.sleep(DUMP);
        assertThat(dump.isClosed()).isFalse();
        assertThat(start.isDone()).as("it has to wait for the dump").isFalse();
      }
      start.get();
      over.set(true);

      assertThat(longest(readers)).isLessThan(LONGEST_READ);
    }
  }

  private static void migrate(String url, String version) {
    EarlierSchema.migrate(url, version);
  }

  /** As pg_dump does: a snapshot, and a lock on every table, until it is done. */
  private static Connection beginDump(String url) throws SQLException {
    var connection = DriverManager.getConnection(url);
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (var statement = connection.createStatement()) {
      var tables = new ArrayList<String>();
      try (var rows =
          statement.executeQuery(
              "select quote_ident(tablename) from pg_tables where schemaname = 'public'")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      statement.execute("lock table " + String.join(", ", tables) + " in access share mode");
    }
    return connection;
  }

  private static Duration longestRead(String url, String table, AtomicBoolean over)
      throws SQLException, InterruptedException {
    var longest = Duration.ZERO;
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      while (!over.get()) {
        var began = System.nanoTime();
        statement.executeQuery("select count(*) from " + table).close();
        var took = Duration.ofNanos(System.nanoTime() - began);
        longest = took.compareTo(longest) > 0 ? took : longest;
        Thread.sleep(5);
      }
    }
    return longest;
  }

  private static Duration longest(List<Future<Duration>> readers)
      throws ExecutionException, InterruptedException {
    var longest = Duration.ZERO;
    for (var reader : readers) {
      longest = reader.get().compareTo(longest) > 0 ? reader.get() : longest;
    }
    return longest;
  }

  private static Callable<Void> opening(String url) {
    return () -> {
      Database.open(url, 2).close();
      return null;
    };
  }
}
