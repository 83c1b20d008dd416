package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.domain.ContactKey;
import enrichment.store.directory.Directory;
import enrichment.workflows.BulkEnrichmentWorkflow;
import enrichment.workflows.ContactEnrichmentWorkflow;
import io.temporal.api.history.v1.History;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** PostgreSQL holds the people: no history and no line of a log has anything of them. */
@Timeout(120)
class PrivacyIT {

  private static final String NOBODY_LISTENS = "http://127.0.0.1:1024/" + Canaries.WEBHOOK_PATH;
  private static final String PLANTED = "planted";

  @TempDir static Path dataDir;

  private static final RecordedOutput output = new RecordedOutput();
  private static final RecordingReceiver receiver = RecordingReceiver.start();
  private static final Set<UUID> batches = new LinkedHashSet<>();
  private static final Set<UUID> singles = new LinkedHashSet<>();
  private static final Map<String, String> histories = new LinkedHashMap<>();

  @BeforeAll
  static void enrichInEveryWay() throws Exception {
    try (output;
        receiver;
        var stack = Stack.start(Batches.config(dataDir), 0)) {
      output.begin();
      new Directory(stack.database()).upsert(List.of(Canaries.person()));
      beTaken(new DemoClient(stack.url(), stack.demoAccount().key()));
      beRefused(new HttpProbe(stack));
      readHistories(stack.temporal().client());
    }
  }

  private static void beTaken(DemoClient api) throws Exception {
    var webhookUrl = receiver.url() + "/" + Canaries.WEBHOOK_PATH;
    // The first to come are refused, and come again.
    receiver.refuseNext(2);
    for (var type : List.of("email", "phone", "personal_email")) {
      var batch = api.post("/contacts/bulk_enrich", Canaries.batch(type, webhookUrl));
      batches.add(idOf(batch));
    }
    var single = api.post("/contacts/single_enrich", Canaries.single("email", webhookUrl));
    singles.add(idOf(single));
    for (var id : batches) {
      Batches.awaitFinished(api, id.toString());
    }
    Batches.awaitFinished(api, idOf(single).toString());

    var undelivered = api.post("/contacts/bulk_enrich", Canaries.batch("email", NOBODY_LISTENS));
    batches.add(idOf(undelivered));
    awaitLog("No answer");
  }

  private static void beRefused(HttpProbe http) throws Exception {
    var malformed = "{\"contacts\": [{\"firstname\": " + Canaries.MALFORMED;
    var invalid =
        Canaries.batch(Canaries.INVALID, "ftp://" + Canaries.INVALID)
            .put(Canaries.INVALID, 1)
            .put("phone_country_codes", Canaries.INVALID);
    var valid = Canaries.batch("email", NOBODY_LISTENS);

    var bulk = "/contacts/bulk_enrich";
    assertThat(http.post(bulk, Batches.KEY, malformed).status()).isEqualTo(400);
    assertThat(http.post(bulk, Batches.KEY, invalid.toString()).status()).isIn(400, 422);
    assertThat(http.post(bulk, Canaries.INVALID, valid.toString()).status()).isEqualTo(401);
    assertThat(http.post("/" + Canaries.PATH, Batches.KEY, "{}").status()).isEqualTo(404);
  }

  @Test
  void everythingReachedTheReceiver() {
    assertThat(Canaries.in(receiver.messages().toString())).containsAll(Canaries.DELIVERED);
    assertThat(receiver.posts().values()).as("some were refused once").contains(2L);
  }

  @Test
  void noHistoryHasAnythingPersonal() {
    assertThat(histories).hasSize(4 + 4 * 2 + 1 + 1);
    histories.forEach(
        (id, history) -> {
          if (!id.equals(PLANTED)) {
            assertThat(Canaries.in(history)).as(id).isEmpty();
          }
        });
  }

  @Test
  void noLogHasAnythingPersonal() {
    assertThat(Canaries.in(output.log())).isEmpty();
    assertThat(Canaries.in(output.printed())).isEmpty();
  }

  @Test
  void payloadsCanBeSearched() {
    assertThat(batches)
        .allSatisfy(
            id ->
                assertThat(histories.get(BulkEnrichmentWorkflow.workflowId(id)))
                    .as("a provider's name is in payloads alone")
                    .contains(id.toString(), "directory"));
    assertThat(Canaries.in(histories.get(PLANTED))).containsExactly(Canaries.INVALID);
  }

  @Test
  void theLogIsThatOfTheseEnrichments() {
    assertThat(batches)
        .allSatisfy(id -> assertThat(output.log()).contains(id.toString()))
        .allSatisfy(id -> assertThat(output.printed()).contains(id.toString()));
    assertThat(output.log())
        .contains("enrichment.accepted", "webhook.attempt.failed", "The receiver answered 500");
  }

  @Test
  void aCanaryInTheLogWouldBeFound() {
    try (var planted = new RecordedOutput()) {
      planted.begin();
      var own = LoggerFactory.getLogger("enrichment.planted");
      own.atTrace().addKeyValue("url", Canaries.WEBHOOK_PATH.toUpperCase()).log(PLANTED);
      var cause = new IllegalStateException(Canaries.MALFORMED);
      var other = LoggerFactory.getLogger("io.planted");
      other.info(PLANTED, new IllegalStateException(cause));
      System.out.println(Canaries.PATH);

      assertThat(Canaries.in(planted.log()))
          .containsExactlyInAnyOrder(Canaries.WEBHOOK_PATH, Canaries.MALFORMED);
      assertThat(Canaries.in(planted.printed())).contains(Canaries.PATH);
    }
  }

  private static void readHistories(WorkflowClient client) {
    for (var id : batches) {
      read(client, BulkEnrichmentWorkflow.workflowId(id));
      read(client, ContactEnrichmentWorkflow.workflowId(new ContactKey(id, 0)));
      read(client, ContactEnrichmentWorkflow.workflowId(new ContactKey(id, 1)));
    }
    singles.forEach(id -> read(client, ContactEnrichmentWorkflow.workflowId(id)));

    // One that has personal data in its input, and that no worker ever takes up.
    var options = WorkflowOptions.newBuilder().setWorkflowId(PLANTED).setTaskQueue(PLANTED).build();
    client.newUntypedWorkflowStub("Planted", options).start(Canaries.INVALID);
    read(client, PLANTED);
  }

  /** A batch has two runs: its admission, and the rest. */
  private static void read(WorkflowClient client, String workflowId) {
    var latest = client.fetchHistory(workflowId).getHistory();
    var started = latest.getEvents(0).getWorkflowExecutionStartedEventAttributes();
    var first = client.fetchHistory(workflowId, started.getFirstExecutionRunId()).getHistory();
    histories.put(workflowId, text(latest) + text(first));
  }

  /** The texts of JSON payloads stand in the bytes as they are. */
  private static String text(History history) {
    return new String(history.toByteArray(), StandardCharsets.UTF_8);
  }

  private static UUID idOf(JsonNode accepted) {
    return UUID.fromString(accepted.get("enrichment_id").textValue());
  }

  private static void awaitLog(String text) throws InterruptedException {
    var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
    while (!output.log().contains(text)) {
      assertThat(System.nanoTime()).as("waits for '%s'", text).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
