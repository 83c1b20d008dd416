package enrichment.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** A pool of connections to a PostgreSQL database whose schema is up to date. */
public final class Database implements AutoCloseable {

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

  private final HikariDataSource dataSource;
  private final Jdbi jdbi;

  private Database(HikariDataSource dataSource) {
    this.dataSource = dataSource;
    this.jdbi = Jdbi.create(dataSource).installPlugin(new PostgresPlugin());
    IdentityHashes.install(jdbi);
  }

  /**
   * Connects, and migrates the schema.
   *
   * @param url {@code jdbc:postgresql://host:port/database?user=…&password=…}
   * @param connections the most connections that are open at a time
   * @throws IllegalArgumentException when the URL is of another form; it is not shown, since it may
   *     have a password in it
   */
  public static Database open(String url, int connections) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("DATABASE_URL must begin with jdbc:postgresql://.");
    }
    var config = new HikariConfig();
    config.setPoolName("enrichment");
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.addDataSourceProperty("ApplicationName", "enrichment");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    // A server that is gone without a word must not keep its connections waiting for ever.
    config.addDataSourceProperty("socketTimeout", "60");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // The detail of a server error quotes the row's values, and those are personal data.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    var dataSource = new HikariDataSource(config);
    try {
      Flyway.configure()
          .dataSource(dataSource)
          // An index that is made concurrently would wait for that lock's transaction.
          .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
          .load()
          .migrate();
      return new Database(dataSource);
    } catch (RuntimeException e) {
      dataSource.close();
      throw e;
    }
  }

  Jdbi jdbi() {
    return jdbi;
  }

  /**
   * Has the pool measure itself.
   *
   * @param registry one that HikariCP knows, such as Micrometer's {@code MeterRegistry}
   */
  public void measurePool(Object registry) {
    dataSource.setMetricRegistry(registry);
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
    dataSource.close();
  }
}
