package enrichment.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import enrichment.store.identity.IdentityHashes;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;

/** Connections to a PostgreSQL database whose schema is up to date. */
public final class Database implements AutoCloseable {

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

  /** A statement that takes longer fails, and is tried again as after any other failure. */
  public static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);

  /**
   * A server that is gone without a word must not keep its connections waiting for ever. One that
   * is there has ended every statement by then.
   */
  private static final Duration SOCKET_TIMEOUT = STATEMENT_TIMEOUT.multipliedBy(2);

  /** Flyway has two, for its history and for what it migrates; the third looks at who waits. */
  private static final int MIGRATING = 3;

  /** What is written down of lookups must not wait for reads and webhooks. */
  private static final int SHARE_FOR_ANSWERS = 4;

  private final HikariDataSource dataSource;
  private final HikariDataSource answers;
  private final Jdbi jdbi;
  private final Jdbi answersJdbi;

  private Database(HikariDataSource dataSource, HikariDataSource answers) {
    this.dataSource = dataSource;
    this.answers = answers;
    this.jdbi = jdbi(dataSource);
    this.answersJdbi = jdbi(answers);
  }

  private static Jdbi jdbi(HikariDataSource dataSource) {
    var jdbi = Jdbi.create(dataSource).installPlugin(new PostgresPlugin());
    IdentityHashes.install(jdbi);
    return jdbi;
  }

  /**
   * Brings the schema up to date, beside processes that use it, and connects.
   *
   * @param url {@code jdbc:postgresql://host:port/database?user=…&password=…}
   * @param connections the most connections that are open at a time; where lookups are recorded, a
   *     quarter as many more, which nothing else uses
   * @throws IllegalArgumentException as {@link #checkUrl} does
   * @throws DatabaseUnusableException when it cannot be reached or used, or other transactions keep
   *     the schema locked for ten minutes
   */
  public static Database open(String url, int connections) {
    checkUrl(url);
    try {
      migrate(url);
      return connect(url, connections);
    } catch (DatabaseUnusableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw DatabaseUnusableException.because(e);
    }
  }

  /**
   * @param url what {@code DATABASE_URL} says; null or blank: nothing
   * @return the same
   * @throws IllegalArgumentException when the URL is of another form; it is not shown, since it may
   *     have a password in it
   */
  public static String checkUrl(@Nullable String url) {
    if (url == null || !url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "DATABASE_URL must be set, and begin with jdbc:postgresql://.");
    }
    return url;
  }

  private static void migrate(String url) {
    try (var migrating =
        new HikariDataSource(
            settings("enrichment-migration", url, MIGRATING, Migrations.SESSION, Duration.ZERO))) {
      Migrations.run(migrating);
    }
  }

  private static Database connect(String url, int connections) {
    var dataSource = new HikariDataSource(working("enrichment", url, connections));
    try {
      return new Database(dataSource, new HikariDataSource(answers(url, connections)));
    } catch (RuntimeException e) {
      dataSource.close();
      throw e;
    }
  }

  /** A process that records nothing opens none of them. */
  private static HikariConfig answers(String url, int connections) {
    var config = working("enrichment-answers", url, Math.max(1, connections / SHARE_FOR_ANSWERS));
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    return config;
  }

  private static HikariConfig working(String name, String url, int connections) {
    return settings(
        name,
        url,
        connections,
        "set statement_timeout = '%d s'".formatted(STATEMENT_TIMEOUT.toSeconds()),
        SOCKET_TIMEOUT);
  }

  /**
   * @param session what each connection begins with
   * @param socketTimeout how long an answer may take; zero: for ever
   */
  private static HikariConfig settings(
      String name, String url, int connections, String session, Duration socketTimeout) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.setConnectionInitSql(session);
    config.addDataSourceProperty("ApplicationName", name);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("socketTimeout", String.valueOf(socketTimeout.toSeconds()));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // The detail of a server error quotes the row's values, and those are personal data.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    return config;
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  /** On connections that nothing but lookups and settlements uses. */
  public Jdbi answersJdbi() {
    return answersJdbi;
  }

  /** On the same connections, until it is written. */
  public Recordings recordings() {
    return new Recordings(answersJdbi, answers::isClosed);
  }

  /**
   * Has the pools measure themselves.
   *
   * @param registry one that HikariCP knows, such as Micrometer's {@code MeterRegistry}
   */
  public void measurePool(Object registry) {
    dataSource.setMetricRegistry(registry);
    answers.setMetricRegistry(registry);
  }

  /** Whether a statement can be run right now. */
  public boolean isReachable() {
    try {
      return jdbi.withHandle(handle -> handle.createQuery("select 1").mapTo(int.class).one() == 1);
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    answers.close();
    dataSource.close();
  }
}
