package enrichment.activities.webhooks;

import enrichment.store.TestDatabase;
import enrichment.store.sql.Database;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A database that goes by another clock than its server's: {@code now()} is found in the schema
 * {@code skipped} before PostgreSQL's own.
 */
final class SkippedTime {

  private final LongSupplier millis;
  private final Database database;

  /**
   * @param millis what time it is, in milliseconds since 1970
   */
  SkippedTime(LongSupplier millis) {
    this.millis = millis;
    this.database = Database.open(createDatabase(), 8);
  }

  Database database() {
    return database;
  }

  InstantSource clock() {
    return () -> Instant.ofEpochMilli(millis.getAsLong());
  }

  /** Brings the database's clock to where time is now. */
  void arrive() {
    var ahead = Duration.between(Instant.now(), clock().instant());
    TestDatabase.jdbi(database)
        .useHandle(
            handle ->
                handle
                    .createUpdate("update skipped.clock set ahead = cast(:ahead as interval)")
                    .bind("ahead", ahead.toString())
                    .execute());
  }

  private static String createDatabase() {
    var url = TestDatabase.createUrl();
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(
          """
          create schema skipped;
          create table skipped.clock as select interval '0' as ahead;
          create function skipped.now() returns timestamptz stable language sql
            return (select pg_catalog.now() + ahead from skipped.clock);
          do $$ begin
            execute format(
              'alter database %I set search_path = public, skipped, pg_catalog',
              current_database());
          end $$
          """);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return url;
  }
}
