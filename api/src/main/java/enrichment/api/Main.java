package enrichment.api;

import enrichment.api.http.DatabaseOutage;
import enrichment.api.http.SafeTrace;
import enrichment.store.Database;
import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The API as a process of its own. */
public final class Main {

  /** Requests wait for PostgreSQL only for moments; most of their time they wait for Temporal. */
  private static final int CONNECTIONS = 10;

  public static void main(String[] args) throws InterruptedException {
    try {
      var config = ApiConfig.from(System.getenv());
      run(config, ClientConfigProfile.load());
    } catch (IllegalArgumentException | PortTakenException e) {
      exit(e.getMessage());
    } catch (IOException e) {
      exit("Temporal's configuration cannot be read: " + e.getMessage());
    }
    // The server's threads are virtual, and those do not keep a process alive.
    new CountDownLatch(1).await();
  }

  private static void run(ApiConfig config, ClientConfigProfile profile) {
    var database = open(config.databaseUrl());
    // Connects when it is first used, so that Temporal may come up later; readyz tells.
    var stubs = WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    var client = WorkflowClient.newInstance(stubs, profile.toWorkflowClientOptions());
    var parts = ApiParts.of(database, client, config.settings());
    var housekeeping = Housekeeping.start(parts);
    var api = EnrichmentApi.create(parts).start(config.httpPort());
    // Whatever Temporal has lost, a restored backup say. It may take a while; nobody waits for it.
    Thread.ofVirtual().start(parts.enrichmentStarter()::restartUnfinished);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  api.close();
                  housekeeping.close();
                  stubs.shutdown();
                  stubs.awaitTermination(5, TimeUnit.SECONDS);
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
