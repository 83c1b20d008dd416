package enrichment.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** Connections to a PostgreSQL database whose schema is up to date. */
public final class Database implements AutoCloseable {

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

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
   * Connects, and migrates the schema.
   *
   * @param url {@code jdbc:postgresql://host:port/database?user=…&password=…}
   * @param connections the most connections that are open at a time; where lookups are recorded, a
   *     quarter as many more, which nothing else uses
   * @throws IllegalArgumentException when the URL is of another form; it is not shown, since it may
   *     have a password in it
   */
  public static Database open(String url, int connections) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("DATABASE_URL must begin with jdbc:postgresql://.");
    }
    var dataSource = new HikariDataSource(pool("enrichment", url, connections, 1));
    try {
      Flyway.configure().dataSource(dataSource).load().migrate();
      return new Database(dataSource, new HikariDataSource(answers(url, connections)));
    } catch (RuntimeException e) {
      dataSource.close();
      throw e;
    }
  }

  /** A process that records nothing opens none of them. */
  private static HikariConfig answers(String url, int connections) {
    var most = Math.max(1, connections / SHARE_FOR_ANSWERS);
    var config = pool("enrichment-answers", url, most, 0);
    config.setInitializationFailTimeout(-1);
    return config;
  }

  private static HikariConfig pool(String name, String url, int connections, int idle) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(idle);
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.addDataSourceProperty("ApplicationName", "enrichment");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    // A server that is gone without a word must not keep its connections waiting for ever.
    config.addDataSourceProperty("socketTimeout", "60");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // The detail of a server error quotes the row's values, and those are personal data.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    return config;
  }

  Jdbi jdbi() {
    return jdbi;
  }

  /** On connections that nothing but lookups and settlements uses. */
  Jdbi answersJdbi() {
    return answersJdbi;
  }

  /** On the same connections, until it is written. */
  Recordings recordings() {
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
