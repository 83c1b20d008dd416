package enrichment.worker;

import enrichment.providers.config.InvalidProvidersFileException;
import enrichment.store.Database;
import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;

/** A worker process. Stops on SIGTERM, when what is under way is done. */
public final class Main {

  private static final int CONNECTIONS = 20;

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    try {
      start(WorkerConfig.read(System.getenv()));
    } catch (IllegalArgumentException | InvalidProvidersFileException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static void start(WorkerConfig config) throws IOException {
    var temporal = ClientConfigProfile.load();
    var service = WorkflowServiceStubs.newServiceStubs(temporal.toWorkflowServiceStubsOptions());
    var client = WorkflowClient.newInstance(service, temporal.toWorkflowClientOptions());
    var database = Database.open(config.databaseUrl(), CONNECTIONS);
    var worker =
        EnrichmentWorker.start(
            client, database, config.webhooks(), config.providers(), config.retention());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  worker.close();
                  database.close();
                  service.shutdown();
                }));
  }
}
