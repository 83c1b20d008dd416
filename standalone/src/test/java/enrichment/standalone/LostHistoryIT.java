package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.store.accounts.ApiKey;
import enrichment.store.credits.CreditBalance;
import enrichment.store.credits.CreditLedger;
import enrichment.workflows.BulkEnrichmentWorkflow;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An idempotency key outlives whatever Temporal knew of its batch. */
@Tag("server")
@Timeout(180)
class LostHistoryIT {

  private static final int RACERS = 64;

  @TempDir Path dataDir;

  @Test
  void answersAlikeAfterTemporalsHistoryIsDeleted() throws Exception {
    try (var stack = Stack.start(Batches.config(dataDir, StandaloneProcess.freePort()), 0);
        var http = HttpClient.newHttpClient()) {
      assertThat(stack.temporal().webUi()).as("a real server").isNotNull();
      var key = stack.demoAccount().key();
      var batch = DemoClient.JSON.writeValueAsString(Batches.distinct(0, 2));
      var first = post(http, stack, key, batch);
      assertThat(first.statusCode()).isEqualTo(202);
      JsonNode accepted = DemoClient.JSON.readTree(first.body());
      var id = accepted.get("enrichment_id").textValue();
      Batches.awaitFinished(new DemoClient(stack.url(), key), id);
      var workflowId = BulkEnrichmentWorkflow.workflowId(UUID.fromString(id));
      delete(stack.temporal().client(), workflowId);
      var before = balance(stack);

      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Callable<HttpResponse<String>> racer = () -> post(http, stack, key, batch);
        var racers = new ArrayList<Callable<HttpResponse<String>>>();
        for (var i = 0; i < RACERS; i++) {
          racers.add(racer);
        }
        for (var answer : threads.invokeAll(racers)) {
          assertThat(answer.get().statusCode()).isEqualTo(202);
          assertThat(answer.get().body()).isEqualTo(first.body());
          assertThat(answer.get().headers().firstValue("Idempotency-Replayed")).contains("true");
        }
      }
      assertThat(balance(stack)).isEqualTo(before);
      assertThat(exists(stack.temporal().client(), workflowId)).as("started again").isFalse();
    }
  }

  private static CreditBalance balance(Stack stack) {
    return new CreditLedger(stack.database()).balance(stack.demoAccount().accountId());
  }

  private static HttpResponse<String> post(HttpClient http, Stack stack, ApiKey key, String batch)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(stack.url() + "/api/v2/contacts/bulk_enrich"))
            .POST(BodyPublishers.ofString(batch))
            .header("X-API-KEY", key.secret())
            .header("Idempotency-Key", "key")
            .build(),
        BodyHandlers.ofString());
  }

  /** With every run of it. */
  private static void delete(WorkflowClient client, String workflowId) throws InterruptedException {
    while (exists(client, workflowId)) {
      try {
        client
            .getWorkflowServiceStubs()
            .blockingStub()
            .deleteWorkflowExecution(
                DeleteWorkflowExecutionRequest.newBuilder()
                    .setNamespace(client.getOptions().getNamespace())
                    .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                    .build());
      } catch (StatusRuntimeException e) {
        // The run is gone already, and the server is about to notice.
        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
      }
      Thread.sleep(300);
    }
  }

  private static boolean exists(WorkflowClient client, String workflowId) {
    try {
      client.newUntypedWorkflowStub(workflowId).describe();
      return true;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }
}
