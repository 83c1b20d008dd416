package enrichment.api;

import enrichment.api.http.DatabaseOutage;
import enrichment.api.http.SafeTrace;
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
    }
    // The server's threads are virtual, and those do not keep a process alive.
    new CountDownLatch(1).await();
  }

  private static void run(ApiConfig config) {
    var temporal = TemporalConnection.open();
    var database = open(config.databaseUrl());
    var parts = ApiParts.of(database, temporal.client(), config.settings());
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
