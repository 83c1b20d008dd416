package enrichment.worker;

import enrichment.observability.logging.LibraryLogs;
import enrichment.observability.metrics.Metrics;
import enrichment.observability.tracing.Tracing;
import enrichment.providers.config.InvalidProvidersFileException;
import enrichment.store.sql.Database;
import enrichment.store.sql.DatabaseUnusableException;
import enrichment.temporal.TemporalConnection;
import enrichment.temporal.TemporalUnusableException;
import io.grpc.StatusRuntimeException;
import java.util.Map;

/** A worker process. Stops on SIGTERM, when what is under way is done. */
public final class Main {

  private static final int CONNECTIONS = 20;

  private Main() {}

  public static void main(String[] arguments) {
    LibraryLogs.join();
    try {
      var environment = System.getenv();
      var config = WorkerConfig.read(environment);
      start(config, environment, Release.of(config.version()));
    } catch (IllegalArgumentException | InvalidProvidersFileException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (DatabaseUnusableException | TemporalUnusableException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    } catch (RuntimeException e) {
      // Threads of libraries would keep the process alive.
      e.printStackTrace();
      System.exit(1);
    }
  }

  static void start(WorkerConfig config, Map<String, String> environment, Release release) {
    var metrics = Metrics.start(config.metrics());
    var tracing = Tracing.open(environment, "enrichment-worker");
    var temporal =
        TemporalConnection.open(environment, metrics.registry(), tracing.clientInterceptors());
    var database = Database.open(config.databaseUrl(), CONNECTIONS);
    database.measurePool(metrics.registry());
    var worker = start(config, release, temporal, database, metrics, tracing);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  worker.close();
                  database.close();
                  temporal.close();
                  metrics.close();
                  tracing.close();
                }));
  }

  private static EnrichmentWorker start(
      WorkerConfig config,
      Release release,
      TemporalConnection temporal,
      Database database,
      Metrics metrics,
      Tracing tracing) {
    try {
      return EnrichmentWorker.start(
          temporal.client(), database, config.worker(), metrics.registry(), tracing, release);
    } catch (StatusRuntimeException e) {
      throw new TemporalUnusableException(e, "the server at " + temporal.address());
    }
  }
}
