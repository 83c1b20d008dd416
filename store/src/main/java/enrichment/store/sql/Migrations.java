package enrichment.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema up to date while other processes use it. A statement that has to wait for a
 * lock makes all wait that come after it, readers too: so it waits for a moment only, and is tried
 * again. What builds indexes concurrently stands in nobody's way, and waits for longer.
 */
final class Migrations {

  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  /** For how long a statement may keep others waiting that waits for a lock itself. */
  private static final Duration LOCK_TIMEOUT = Duration.ofMillis(300);

  /** Of a connection of {@link #run}. */
  static final String SESSION =
      """
      set statement_timeout = 0;
      set idle_in_transaction_session_timeout = 0;
      set lock_timeout = '%1$d ms';
      -- An autovacuum makes way for what waits for it, after that time; only a superuser may say so.
      do $$ begin
        perform set_config('deadlock_timeout', '%2$d ms', false);
      exception when insufficient_privilege then null;
      end $$
      """
          .formatted(LOCK_TIMEOUT.toMillis(), LOCK_TIMEOUT.toMillis() / 2);

  /** Without a migration having been made meanwhile. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** While another process migrates, it is said so often that this one waits. */
  private static final int SECONDS_OF_WAITING = 30;

  /** PostgreSQL's error codes: a lock that could not be had in time, and a deadlock. */
  private static final Set<String> BUSY = Set.of("55P03", "40P01");

  private static final String HISTORY = "flyway_schema_history";

  private final DataSource dataSource;
  private final Flyway flyway;
  private final Duration patience;

  private Migrations(DataSource dataSource, Duration patience, String... locations) {
    this.dataSource = dataSource;
    this.patience = patience;
    this.flyway =
        Flyway.configure()
            .dataSource(dataSource)
            .locations(locations)
            .callbacks(new BeforeEachMigration(LOCK_TIMEOUT, patience))
            // A lock that is held in a transaction would keep indexes from being built
            // concurrently.
            .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
            .lockRetryCount(SECONDS_OF_WAITING)
            .load();
  }

  /**
   * @param dataSource its connections have begun with {@link #SESSION}, and none of them has a
   *     timeout
   * @throws DatabaseUnusableException when other transactions were in the way for ten minutes
   */
  static void run(DataSource dataSource) {
    run(dataSource, PATIENCE, "classpath:db/migration");
  }

  static void run(DataSource dataSource, Duration patience, String... locations) {
    new Migrations(dataSource, patience, locations).run();
  }

  private void run() {
    var pause = SHORTEST_PAUSE;
    var pending = pending();
    var began = System.nanoTime();
    while (pending > 0) {
      try {
        forgetFailures();
        flyway.migrate();
        return;
      } catch (FlywayException e) {
        var left = pending();
        if (left < pending) {
          began = System.nanoTime();
          pause = SHORTEST_PAUSE;
        }
        pending = left;
        waitAfter(e, Duration.ofNanos(System.nanoTime() - began), pause);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
      }
    }
    // None is pending, or they were made by another process meanwhile.
    flyway.validate();
  }

  /** Those that are known here. A newer version's are none of its business. */
  private int pending() {
    return (int)
        Arrays.stream(flyway.info().all())
            .map(MigrationInfo::getState)
            .filter(state -> state.isResolved() && (!state.isApplied() || state.isFailed()))
            .count();
  }

  private void waitAfter(FlywayException e, Duration waited, Duration pause) {
    if (!isBusy(e)) {
      throw e;
    }
    var inTheWay = inTheWay();
    if (waited.compareTo(patience) >= 0) {
      throw new DatabaseUnusableException(
          "The schema of the database cannot be brought up to date, since other transactions keep"
              + " its tables locked. "
              + inTheWay,
          e);
    }
    LOG.atWarn().addKeyValue("in_the_way", inTheWay).log("migration.waits");
    try {
      Thread.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw e;
    }
  }

  /** A failure without one of PostgreSQL's codes is Flyway's own: another process migrates. */
  private static boolean isBusy(FlywayException failure) {
    var codes = SqlFailures.in(failure).map(SQLException::getSQLState).toList();
    return codes.isEmpty()
        ? failure.getMessage().contains("advisory lock")
        : codes.stream().anyMatch(code -> code != null && BUSY.contains(code));
  }

  /**
   * What is made outside a transaction, and has failed halfway, is written down as failed. It is
   * made so that it can be repeated.
   */
  private void forgetFailures() {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      if (exists(connection)) {
        statement.execute("delete from " + HISTORY + " where not success");
      }
    } catch (SQLException e) {
      throw new FlywayException(e);
    }
  }

  private static boolean exists(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select to_regclass('%s')".formatted(HISTORY))) {
      return row.next() && row.getString(1) != null;
    }
  }

  private String inTheWay() {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select coalesce('Open for longest: ' || string_agg(
                    format('%s (pid %s) since %s', application_name, pid, xact_start::timestamp(0)),
                    ', ' order by xact_start), 'None of them is open any more.')
                from (
                  select application_name, pid, xact_start from pg_stat_activity
                  where datname = current_database() and pid <> pg_backend_pid()
                    and xact_start < now() - interval '1 s'
                  order by xact_start limit 3) as longest
                """)) {
      return rows.next() ? rows.getString(1) : "";
    } catch (SQLException e) {
      return "";
    }
  }
}
