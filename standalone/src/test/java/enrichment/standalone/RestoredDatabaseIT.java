package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import enrichment.domain.ContactKey;
import enrichment.store.enrichments.UnfinishedEnrichments;
import enrichment.worker.ProviderSettings;
import enrichment.workflows.BulkEnrichmentWorkflow;
import enrichment.workflows.ContactEnrichmentWorkflow;
import enrichment.workflows.steps.FailureTypes;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL is restored to a state before an enrichment that Temporal has under way: its workflows
 * end, and say why.
 */
@Timeout(180)
class RestoredDatabaseIT {

  private static final int CONTACTS = 20;
  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir Path dataDir;

  @Test
  void workflowsOfWhatIsNotThereAnyMoreEndAndSayWhy() throws Exception {
    var answering = new CountDownLatch(1);
    StubVendor held =
        domain -> {
          await(answering);
          return StubReply.found(domain);
        };
    try (var receiver = RecordingReceiver.start();
        var vendors = StubVendors.start(Map.of("held", held), call -> false);
        var stack = Stack.start(config(vendors), 0)) {
      var api = new DemoClient(stack.url(), stack.demoAccount().key());
      var batch = Batches.distinct(0, CONTACTS).put("webhook_url", receiver.url());
      var batchId = id(api, "/contacts/bulk_enrich", batch);
      var single = (ObjectNode) Batches.distinct(CONTACTS, 1).at("/contacts/0");
      single.putArray("enrichment_type").add("email");
      var singleId = id(api, "/contacts/single_enrich", single);
      awaitCalls(vendors.calls(), CONTACTS + 1);

      forgetEnrichments();
      answering.countDown();

      var deadline = System.nanoTime() + SOON.toNanos();
      var ids = new ArrayList<String>();
      for (var position = 0; position < CONTACTS; position++) {
        ids.add(ContactEnrichmentWorkflow.workflowId(new ContactKey(batchId, position)));
      }
      ids.add(BulkEnrichmentWorkflow.workflowId(batchId));
      ids.add(ContactEnrichmentWorkflow.workflowId(singleId));
      for (var workflowId : ids) {
        assertThat(reason(stack, workflowId, deadline))
            .as(workflowId)
            .isEqualTo(FailureTypes.ENRICHMENT_UNKNOWN);
      }
      assertThat(new UnfinishedEnrichments(stack.database()).count()).as("to start again").isZero();
      assertThat(receiver.messages()).isEmpty();
      assertThat(vendors.calls().paidTwice()).isEmpty();

      // What comes after the restoration is as usual.
      var next = Batches.distinct(1_000, 5);
      Batches.awaitFinished(api, id(api, "/contacts/bulk_enrich", next).toString());
    }
  }

  private static UUID id(DemoClient api, String path, ObjectNode body) throws Exception {
    return UUID.fromString(api.post(path, body).get("enrichment_id").textValue());
  }

  /**
   * @return the type of the failure that the workflow has ended with
   */
  private static String reason(Stack stack, String workflowId, long deadline) {
    var left = Math.max(1, deadline - System.nanoTime());
    var failed =
        catchThrowableOfType(
            WorkflowFailedException.class,
            () ->
                stack
                    .temporal()
                    .client()
                    .newUntypedWorkflowStub(workflowId)
                    .getResult(left, TimeUnit.NANOSECONDS, Object.class));
    assertThat(failed).as("%s has failed in time".formatted(workflowId)).isNotNull();
    return Stream.<Throwable>iterate(failed, cause -> cause != null, Throwable::getCause)
        .filter(ApplicationFailure.class::isInstance)
        .map(cause -> ((ApplicationFailure) cause).getType())
        .findFirst()
        .orElseThrow();
  }

  /** What a backup of before them does not have. */
  private void forgetEnrichments() throws IOException, SQLException {
    var lines = Files.readAllLines(dataDir.resolve("data/postgresql/postmaster.pid"));
    var url = "jdbc:postgresql://localhost:%s/postgres?user=postgres".formatted(lines.get(3));
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
      for (var table :
          List.of(
              "delivery", "person_lookup", "company_lookup", "lookup", "contact", "enrichment")) {
        statement.execute("delete from " + table);
      }
      statement.execute("delete from credit_entry where enrichment_id is not null");
      statement.execute("delete from credit_return");
    }
  }

  private static void awaitCalls(VendorCalls calls, int count) throws InterruptedException {
    var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
    while (calls.unanswered() < count) {
      assertThat(System.nanoTime()).as("in time for calls").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private StandaloneConfig config(StubVendors vendors) throws IOException {
    var definition = vendors.definition("held").replace("timeout: 5s", "timeout: 30s");
    var file =
        Files.writeString(
            dataDir.resolve("providers.yaml"),
            "waterfall: {email: [held]}%nproviders:%n%s".formatted(definition));
    return Batches.config(
        dataDir.resolve("data"),
        StandaloneProcess.freePort(),
        ProviderSettings.read(Map.of("PROVIDERS_FILE", file.toString())));
  }
}
