package enrichment.worker;

import enrichment.providers.config.InvalidProvidersFileException;
import enrichment.store.Database;
import enrichment.temporal.TemporalConnection;

/** A worker process. Stops on SIGTERM, when what is under way is done. */
public final class Main {

  private static final int CONNECTIONS = 20;

  private Main() {}

  public static void main(String[] arguments) {
    try {
      start(WorkerConfig.read(System.getenv()));
    } catch (IllegalArgumentException | InvalidProvidersFileException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static void start(WorkerConfig config) {
    var temporal = TemporalConnection.open();
    var database = Database.open(config.databaseUrl(), CONNECTIONS);
    var worker = EnrichmentWorker.start(temporal.client(), database, config.worker());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  worker.close();
                  database.close();
                  temporal.close();
                }));
  }
}
