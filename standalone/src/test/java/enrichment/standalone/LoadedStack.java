package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import enrichment.store.accounts.Account;
import enrichment.store.accounts.Accounts;
import enrichment.store.accounts.ApiKey;
import enrichment.store.credits.CreditLedger;
import enrichment.store.sql.Ids;
import enrichment.worker.ProviderSettings;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The stack on a real Temporal server, and a vendor that takes few calls at a time, so that what is
 * posted queues up for it. Nobody is asked for twice.
 */
final class LoadedStack implements AutoCloseable {

  /** Of 100 ms each. */
  private static final int CALLS_AT_A_TIME = 4;

  private static final String VENDOR = "narrow";

  /** An account, and how it calls the API. */
  record Caller(UUID accountId, DemoClient api) {}

  private final StubVendors vendors;
  private final RecordingReceiver receiver = RecordingReceiver.start();
  private final Stack stack;
  private final AtomicInteger people = new AtomicInteger();

  private LoadedStack(Path folder) throws IOException {
    vendors = StubVendors.start(Map.of(VENDOR, StubVendor.KNOWS_EVERYBODY), call -> false);
    var providers =
        Files.writeString(
            folder.resolve("providers.yaml"),
            "waterfall: {email: [%s]}%nproviders:%n%s"
                .formatted(VENDOR, vendors.definition(VENDOR, "concurrency: " + CALLS_AT_A_TIME)));
    var settings = ProviderSettings.read(Map.of("PROVIDERS_FILE", providers.toString()));
    stack =
        Stack.start(
            Batches.config(folder.resolve("data"), StandaloneProcess.freePort(), settings), 0);
    assertThat(stack.temporal().webUi()).as("a temporal executable on the PATH").isNotNull();
  }

  static LoadedStack start(Path folder) throws IOException {
    return new LoadedStack(folder);
  }

  Caller newCaller() {
    var account = new Account(Ids.next(), "Test", false, List.of());
    var key = ApiKey.generate();
    new Accounts(stack.database()).create(account, key);
    new CreditLedger(stack.database()).grant(account.accountId(), 100_000, "opening");
    return new Caller(account.accountId(), new DemoClient(stack.url(), key));
  }

  /** Of contacts that nobody has asked for. */
  String post(Caller caller, int contacts) throws Exception {
    var batch = Batches.distinct(people.getAndAdd(contacts), contacts);
    batch.put("webhook_url", receiver.url());
    return caller.api().post("/contacts/bulk_enrich", batch).get("enrichment_id").textValue();
  }

  List<String> post(Caller caller, int batches, int contacts) throws Exception {
    var ids = new ArrayList<String>();
    for (var i = 0; i < batches; i++) {
      ids.add(post(caller, contacts));
    }
    return ids;
  }

  /** One contact that nobody has asked for. */
  String postSingle(Caller caller) throws Exception {
    var contact = (ObjectNode) Batches.distinct(people.getAndIncrement(), 1).at("/contacts/0");
    contact.putArray("enrichment_type").add("email");
    return caller.api().post("/contacts/single_enrich", contact).get("enrichment_id").textValue();
  }

  /** Until a contact's workflow waits for a lookup. */
  List<PendingActivityInfo> awaitLookups(String workflowId) throws InterruptedException {
    var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        var described = describe(stack.temporal().client(), workflowId);
        if (described.getPendingActivitiesCount() > 0) {
          return described.getPendingActivitiesList();
        }
      } catch (StatusRuntimeException e) {
        // It has yet to be started.
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new AssertionError(workflowId + " waits for no lookup");
  }

  static DescribeWorkflowExecutionResponse describe(WorkflowClient client, String workflowId) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                .build());
  }

  Stack stack() {
    return stack;
  }

  @Override
  public void close() {
    stack.close();
    vendors.close();
    receiver.close();
  }
}
