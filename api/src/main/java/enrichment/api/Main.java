package enrichment.api;

import enrichment.api.http.SafeTrace;
import enrichment.observability.logging.LibraryLogs;
import enrichment.observability.metrics.BooksMetrics;
import enrichment.observability.metrics.Metrics;
import enrichment.observability.tracing.Tracing;
import enrichment.store.sql.Database;
import enrichment.store.sql.DatabaseUnusableException;
import enrichment.temporal.TemporalConnection;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The API as a process of its own. */
public final class Main {

  /** Requests wait for PostgreSQL only for moments; most of their time they wait for Temporal. */
  private static final int CONNECTIONS = 10;

  private static final int FAILED = 1;
  private static final int MISCONFIGURED = 2;

  public static void main(String[] args) throws InterruptedException {
    LibraryLogs.join();
    try {
      var environment = System.getenv();
      run(ApiConfig.from(environment), environment);
    } catch (IllegalArgumentException e) {
      exit(MISCONFIGURED, e.getMessage());
    } catch (PortTakenException | DatabaseUnusableException e) {
      exit(FAILED, e.getMessage());
    } catch (RuntimeException e) {
      // Threads of libraries would keep the process alive.
      exit(FAILED, "The API cannot be started: " + SafeTrace.of(e));
    }
    // The server's threads are virtual, and those do not keep a process alive.
    new CountDownLatch(1).await();
  }

  private static void run(ApiConfig config, Map<String, String> environment) {
    PortTakenException.check(config.httpPort());
    var metrics = Metrics.start(config.metrics());
    var tracing = Tracing.open(environment, "enrichment-api");
    var temporal =
        TemporalConnection.open(environment, metrics.registry(), tracing.clientInterceptors());
    var database = Database.open(config.databaseUrl(), CONNECTIONS);
    database.measurePool(metrics.registry());
    BooksMetrics.bindTo(metrics.registry(), database);
    var parts =
        ApiParts.of(database, temporal.client(), config.settings(), metrics.registry(), tracing);
    var housekeeping = Housekeeping.start(database);
    var api = EnrichmentApi.create(parts).start(config.httpPort());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  api.close();
                  housekeeping.close();
                  temporal.close();
                  database.close();
                  metrics.close();
                  tracing.close();
                }));
  }

  private static void exit(int status, String sentence) {
    System.err.println(sentence);
    System.exit(status);
  }

  private Main() {}
}
