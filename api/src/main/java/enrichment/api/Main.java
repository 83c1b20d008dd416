package enrichment.api;

import enrichment.api.http.DatabaseOutage;
import enrichment.api.http.SafeTrace;
import enrichment.metrics.BooksMetrics;
import enrichment.metrics.Metrics;
import enrichment.store.Database;
import enrichment.temporal.TemporalConnection;
import java.util.concurrent.CountDownLatch;

/** The API as a process of its own. */
public final class Main {

  /** Requests wait for PostgreSQL only for moments; most of their time they wait for Temporal. */
  private static final int CONNECTIONS = 10;

  public static void main(String[] args) throws InterruptedException {
    try {
      run(ApiConfig.from(System.getenv()));
    } catch (IllegalArgumentException | PortTakenException e) {
      exit(e.getMessage());
    } catch (RuntimeException e) {
      // Threads of libraries would keep the process alive.
      exit("The API cannot be started: " + SafeTrace.of(e));
    }
    // The server's threads are virtual, and those do not keep a process alive.
    new CountDownLatch(1).await();
  }

  private static void run(ApiConfig config) {
    var metrics = Metrics.start(config.metrics());
    var temporal = TemporalConnection.open(metrics.registry());
    var database = open(config.databaseUrl());
    database.measurePool(metrics.registry());
    BooksMetrics.bindTo(metrics.registry(), database);
    var parts = ApiParts.of(database, temporal.client(), config.settings(), metrics.registry());
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
                }));
  }

  private static Database open(String url) {
    try {
      return Database.open(url, CONNECTIONS);
    } catch (RuntimeException e) {
      exit(
          DatabaseOutage.caused(e)
              ? "PostgreSQL cannot be reached at DATABASE_URL."
              : "The database at DATABASE_URL cannot be opened: " + SafeTrace.rootCauseOf(e));
      throw e;
    }
  }

  private static void exit(String sentence) {
    System.err.println(sentence);
    System.exit(1);
  }

  private Main() {}
}
