package enrichment.standalone;

import enrichment.workflows.maintenance.ReconciliationResult;
import enrichment.workflows.maintenance.ReconciliationWorkflow;
import enrichment.workflows.maintenance.RetentionWorkflow;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleDescription;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Batches at slow vendors, for a receiver that is slow at first, and a Temporal that is lost. */
final class LostTemporalRun implements AutoCloseable {

  /** So that batches are still under way when the last one is posted. */
  private static final String A_FEW_AT_A_TIME = "concurrency: 20";

  private static final long SLOW_MILLIS = 1_500;
  private static final Duration SLOW_ANSWER = Duration.ofMillis(300);

  /** A batch that came before the workers were ready was not. */
  private static final String ACCEPTED =
      "contact c join enrichment e using (enrichment_id) where e.state = 'ACCEPTED'";

  private final AtomicBoolean slow = new AtomicBoolean(true);
  private final RecordingReceiver receiver = RecordingReceiver.start();
  private final StubVendors vendors;
  private final LosableTemporal temporal;
  private final SplitStack stack;
  private final List<WorkerProcess> workers;
  private final DemoClient client;

  /** Of an account each, the above among them. */
  private final List<DemoClient> clients = new ArrayList<>();

  LostTemporalRun(Path dataDir) throws IOException {
    receiver.takeTime(SLOW_ANSWER);
    vendors =
        StubVendors.start(
            Map.of("first", slowly(StubVendor.KNOWS_NOBODY), "second", StubVendor.KNOWS_EVERYBODY),
            call -> false);
    temporal = LosableTemporal.start(dataDir);
    stack = SplitStack.on(temporal.temporal());
    var file =
        Files.writeString(
            dataDir.resolve("providers.yaml"),
            "waterfall: {email: [first, second]}\nproviders:\n"
                + vendors.definition("first", A_FEW_AT_A_TIME)
                + vendors.definition("second", A_FEW_AT_A_TIME));
    var environment = stack.environment(Map.of("PROVIDERS_FILE", file.toString()));
    workers = List.of(WorkerProcess.start(environment), WorkerProcess.start(environment));
    client = newClient();
  }

  private StubVendor slowly(StubVendor vendor) {
    return domain -> {
      try {
        TimeUnit.MILLISECONDS.sleep(slow.get() ? SLOW_MILLIS : 0);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return vendor.reply(domain);
    };
  }

  /** Vendors and receiver are slow no more. */
  void hurry() {
    slow.set(false);
    receiver.takeTime(Duration.ZERO);
  }

  /**
   * @param totals whether the end of the whole batch is told as well; such a batch is of an account
   *     of its own, and the others are of one, so that they wait for their turns
   * @return the enrichment's id
   */
  String post(int first, int contacts, boolean totals) throws IOException, InterruptedException {
    var batch = Batches.distinct(first, contacts).put("webhook_url", receiver.url());
    var events = batch.putArray("webhook_events").add("contact.finished");
    if (totals) {
      events.add("enrichment.finished");
    }
    return Batches.postWhenReady(totals ? newClient() : client, batch);
  }

  private DemoClient newClient() {
    var client = stack.newClient();
    clients.add(client);
    return client;
  }

  /**
   * How far the contacts are.
   *
   * @param open how many batches are under way
   * @param beingAsked of how many contacts a vendor is being asked
   */
  record States(
      int open, int contacts, int delivered, int undelivered, int beingAsked, int untouched) {}

  States states() throws SQLException {
    return new States(
        count("enrichment where state = 'ACCEPTED' and closed_at is null"),
        count(ACCEPTED),
        count("contact join delivery using (enrichment_id, position) where state = 'DELIVERED'"),
        count("contact join delivery using (enrichment_id, position) where state = 'PENDING'"),
        count("lookup where asked_at is not null"),
        count(
            ACCEPTED
                + " and outcome is null and not exists (select from lookup l"
                + " where l.enrichment_id = c.enrichment_id and l.position = c.position)"));
  }

  /** The ids of the messages that are known to be delivered. */
  Set<String> deliveredIds() throws SQLException {
    try (var connection = stack.sql().getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("select message_id from delivery where state = 'DELIVERED'")) {
      var ids = new HashSet<String>();
      while (rows.next()) {
        ids.add("msg_" + rows.getString("message_id").replace("-", ""));
      }
      return ids;
    }
  }

  int inDoubt() throws SQLException {
    return count("lookup where outcome = 'IN_DOUBT'");
  }

  int found() throws SQLException {
    return count("contact where outcome = 'FOUND'");
  }

  /** Contacts that were not captured or released once, by what they ended as. */
  int brokenBooks() throws SQLException {
    return count(
        """
        (select c.outcome, count(t.entry_id) as entries, bool_or(t.kind = 'capture') as captured
         from contact c join enrichment e using (enrichment_id)
         left join credit_entry t on t.enrichment_id = c.enrichment_id and t.position = c.position
         where e.state = 'ACCEPTED'
         group by c.enrichment_id, c.position) settled
        where outcome is null or entries <> 1 or captured <> (outcome = 'FOUND')
        """);
  }

  int held() throws IOException, InterruptedException {
    return credits("held");
  }

  /** What is gone of what the accounts had. */
  int spent() throws IOException, InterruptedException {
    return clients.size() * SplitStack.CREDITS - credits("available");
  }

  private int credits(String which) throws IOException, InterruptedException {
    var sum = 0;
    for (var each : clients) {
      sum += each.get("/credits").get(which).intValue();
    }
    return sum;
  }

  private int count(String from) throws SQLException {
    try (var connection = stack.sql().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from " + from)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** What the reconciliation came to that nobody but a worker has started. */
  ReconciliationResult awaitReconciled(Duration patience) throws InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    while (!isReconciled()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Nobody has reconciled");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return result();
  }

  private boolean isReconciled() {
    try {
      return stack
              .temporal()
              .client()
              .newUntypedWorkflowStub(ReconciliationWorkflow.MANUAL_WORKFLOW_ID)
              .describe()
              .getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
    } catch (WorkflowNotFoundException | WorkflowServiceException e) {
      return false;
    }
  }

  private ReconciliationResult result() {
    return stack
        .temporal()
        .client()
        .newUntypedWorkflowStub(ReconciliationWorkflow.MANUAL_WORKFLOW_ID)
        .getResult(ReconciliationResult.class);
  }

  ReconciliationResult reconcileByHand() throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create(stack.url() + "/admin/reconciliation/run"))
                  .POST(BodyPublishers.noBody())
                  .header("Authorization", "Bearer " + SplitStack.ADMIN_TOKEN)
                  .build(),
              BodyHandlers.discarding());
      if (answer.statusCode() != 202) {
        throw new AssertionError("The API answered " + answer.statusCode());
      }
      return result();
    }
  }

  /** Waits until so many enrichments have closed their books; fails when that takes too long. */
  void awaitClosed(int count, Duration patience) throws SQLException, InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    while (count("enrichment where closed_at is not null") < count) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not done: " + states());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** As the server describes them. */
  List<ScheduleDescription> schedules() {
    var schedules = ScheduleClient.newInstance(stack.temporal().service());
    return Stream.of(RetentionWorkflow.SCHEDULE_ID, ReconciliationWorkflow.SCHEDULE_ID)
        .map(id -> schedules.getHandle(id).describe())
        .toList();
  }

  void terminate(String workflowId) {
    stack.temporal().client().newUntypedWorkflowStub(workflowId).terminate("by hand");
  }

  RecordingReceiver receiver() {
    return receiver;
  }

  VendorCalls calls() {
    return vendors.calls();
  }

  LosableTemporal temporal() {
    return temporal;
  }

  @Override
  public void close() throws IOException {
    workers.forEach(WorkerProcess::kill);
    stack.close();
    temporal.close();
    vendors.close();
    receiver.close();
  }
}
