package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.observability.metrics.Metrics;
import enrichment.observability.tracing.Tracing;
import enrichment.store.sql.Database;
import enrichment.temporal.ServerFairness;
import enrichment.worker.EnrichmentWorker;
import enrichment.worker.ProviderSettings;
import enrichment.workflows.BulkEnrichmentWorkflow;
import enrichment.workflows.ContactEnrichmentWorkflow;
import enrichment.workflows.steps.TaskQueues;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The keys by which accounts take turns are on everything that queues, and count. */
@Tag("server")
@Timeout(180)
class ServerFairnessIT {

  private static final String NOTICE = "temporal.fairness.off";

  @TempDir Path folder;

  @Test
  void whatAnAccountHasQueuedHasItsKey() throws Exception {
    try (var stack = LoadedStack.start(folder)) {
      var client = stack.stack().temporal().client();
      var caller = stack.newCaller();
      var account = caller.accountId().toString();

      var batch = BulkEnrichmentWorkflow.workflowId(UUID.fromString(stack.post(caller, 50)));
      var lookups = stack.awaitLookups(batch + "/049");
      assertThat(key(client, batch)).isEqualTo(account);
      assertThat(key(client, batch + "/049")).isEqualTo(account);
      // Empty: its workflow's counts.
      assertThat(lookups).extracting(ServerFairnessIT::key).containsOnly("");

      var single = UUID.fromString(stack.postSingle(caller));
      assertThat(key(client, ContactEnrichmentWorkflow.workflowId(single)))
          .isEqualTo(account + "/one");
    }
  }

  @Test
  void aFairServerSaysSoOnceAnythingHasQueuedUp() throws Exception {
    try (var temporal = DevServer.start(folder)) {
      assertThat(fairness(temporal.client())).isEqualTo(ServerFairness.UNDECIDED);
      queue(temporal.client());
      assertThat(fairness(temporal.client())).isEqualTo(ServerFairness.ON);
      assertThat(logOfWorker(temporal.client(), "temporal.fairness.on"))
          .doesNotContain("temporal.fairness.off");
    }
  }

  @Test
  void ofAnUnfairServerAWorkerSaysSoOnce() throws Exception {
    try (var server = unfairServer()) {
      var service =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(server.getTarget()).build());
      var client = WorkflowClient.newInstance(service);
      try {
        assertThat(fairness(client)).isEqualTo(ServerFairness.UNDECIDED);
        queue(client);
        assertThat(fairness(client)).isEqualTo(ServerFairness.OFF);
        assertThat(logOfWorker(client, NOTICE)).containsOnlyOnce(NOTICE);
      } finally {
        service.shutdownNow();
      }
    }
  }

  @Test
  void ofAServerThatDoesNotSayNothingIsClaimed() {
    try (var temporal = TestWorkflowEnvironment.newInstance()) {
      assertThat(fairness(temporal.getWorkflowClient())).isEqualTo(ServerFairness.UNKNOWN);
    }
  }

  private static TemporalDevServer unfairServer() throws IOException {
    return TemporalDevServer.start(
        TemporalDevServerOptions.newBuilder()
            .setExistingPath(DevServer.executable().toString())
            .setDownloadEnabled(false)
            .setPort(StandaloneProcess.freePort())
            .build());
  }

  private static ServerFairness fairness(WorkflowClient client) {
    return ServerFairness.of(client, TaskQueues.ENRICHMENT);
  }

  /** Nobody polls yet; so many that each partition of the queue has some. */
  private static void queue(WorkflowClient client) throws InterruptedException {
    for (var i = 0; i < 40; i++) {
      var options =
          WorkflowOptions.newBuilder()
              .setWorkflowId("queued-" + i)
              .setTaskQueue(TaskQueues.ENRICHMENT)
              .build();
      client.newUntypedWorkflowStub("Unknown", options).start();
    }
    TimeUnit.SECONDS.sleep(2);
  }

  /** Until the worker has said something of fairness, and a moment longer. */
  private static String logOfWorker(WorkflowClient client, String awaited) throws Exception {
    try (var postgres = EmbeddedPostgres.start();
        var database = Database.open(postgres.getJdbcUrl("postgres", "postgres"), 5);
        var output = new RecordedOutput()) {
      output.begin();
      var settings = Batches.workerSettings(ProviderSettings.read(Map.of()));
      try (var worker =
          EnrichmentWorker.start(
              client, database, settings, Metrics.off().registry(), Tracing.OFF)) {
        var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
        while (!output.log().contains(awaited) && System.nanoTime() < deadline) {
          TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(worker).isNotNull();
      }
      assertThat(output.log()).contains(awaited);
      return output.log();
    }
  }

  private static String key(WorkflowClient client, String workflowId) {
    return LoadedStack.describe(client, workflowId)
        .getWorkflowExecutionInfo()
        .getPriority()
        .getFairnessKey();
  }

  private static String key(PendingActivityInfo activity) {
    return activity.getPriority().getFairnessKey();
  }
}
