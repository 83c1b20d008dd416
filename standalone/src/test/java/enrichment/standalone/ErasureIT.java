package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.api.http.RateLimits;
import enrichment.domain.ContactKey;
import enrichment.observability.metrics.MetricsSettings;
import enrichment.store.directory.Directory;
import enrichment.worker.ProviderSettings;
import enrichment.workflows.BulkEnrichmentWorkflow;
import enrichment.workflows.ContactEnrichmentWorkflow;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Canary search: people in words that occur nowhere else go through all that an enrichment may do
 * with them. After their erasure, and after the purge, no byte of them is in any table; and none
 * ever was in Temporal or in a log.
 */
@Timeout(180)
class ErasureIT {

  @TempDir Path dataDir;

  private final RecordedOutput output = new RecordedOutput();
  private final List<String> batches = new ArrayList<>();

  private CanaryVendors vendors;
  private Stack stack;
  private DemoClient api;
  private HttpProbe http;
  private EveryColumn columns;

  private interface Scenario {
    void run(EmbeddedPostgres postgres) throws Exception;
  }

  @Test
  void nothingOfAPersonIsLeftAfterAnErasure() throws Exception {
    run(
        postgres -> {
          enrich();
          leaveUndelivered();
          var unanswered = leaveUnanswered(postgres);
          var hashes = columns.hashes();
          assertThat(columns.withCanaries(hashes))
              .as("there is something to be erased, in each of these")
              .contains(
                  "contact.first_name: Zqfirst",
                  "contact.last_name: Zqstranger",
                  "contact.domain: zqdomain.example",
                  "contact.resolved_domain: zqdomain.example",
                  "contact.company_name: Zqcompany",
                  "contact.linkedin_url: zqlinkedin",
                  "contact.custom: zqcustom",
                  "contact.email: zqemail",
                  "contact.email: zqfound@zqdomain.example",
                  "contact.personal_email: zqpersonal",
                  "contact.person_key: a hash",
                  "contact.identities: a hash",
                  "person_lookup.person_key: a hash",
                  "company_lookup.company_key: Zqcompany",
                  "lookup.ticket: zqticket",
                  "lookup.address: a hash",
                  "delivery_attempt.response_body: Zqlast",
                  "directory_person.phones: 33698761234");

          var erased = 0;
          for (var person : Canaries.people()) {
            var receipt = http.postAsOperator("/admin/erasures", person);
            assertThat(receipt.status()).isEqualTo(200);
            assertThat(Canaries.ofAPersonIn(receipt.body().toString())).isEmpty();
            erased += receipt.body().get("contacts").intValue();
          }

          assertThat(erased).isEqualTo(batches.size() * 2);
          assertThat(columns.withCanaries(hashes)).isEmpty();
          assertThat(columns.count()).as("all tables were walked").isGreaterThan(100);
          awaitQuietEnd(unanswered);
          assertThat(columns.withCanaries(hashes)).as("nor does anything come back").isEmpty();
          assertNeverInTemporalOrALog();
        });
  }

  @Test
  void nothingOfAPersonIsLeftAfterThePurge() throws Exception {
    run(
        postgres -> {
          enrich();
          execute(postgres, "update enrichment set closed_at = now() - interval '91 days'");
          execute(postgres, "delete from directory_person");
          var hashes = columns.hashes();
          assertThat(columns.withCanaries(hashes)).isNotEmpty();

          assertThat(
                  http.postAsOperator("/admin/retention/runs", DemoClient.JSON.createObjectNode())
                      .status())
              .isEqualTo(202);
          var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
          while (!columns.withCanaries(hashes).isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
          }

          assertThat(columns.withCanaries(hashes)).isEmpty();
          assertThat(output.log()).contains("retention.purged");
          assertNeverInTemporalOrALog();
        });
  }

  private void run(Scenario scenario) throws Exception {
    try (output;
        var postgres = EmbeddedPostgres.start();
        var started = CanaryVendors.start();
        var running =
            Stack.start(config(postgres.getJdbcUrl("postgres", "postgres"), started), 0)) {
      output.begin();
      vendors = started;
      stack = running;
      api = new DemoClient(stack.url(), stack.demoAccount().key());
      http = new HttpProbe(stack);
      columns = new EveryColumn(postgres.getPostgresDatabase());
      scenario.run(postgres);
    }
  }

  private StandaloneConfig config(String databaseUrl, CanaryVendors vendors) {
    return new StandaloneConfig(
        0,
        databaseUrl,
        null,
        null,
        dataDir,
        "admin-token",
        Batches.KEY,
        Batches.workerSettings(
            new ProviderSettings("canaries.yaml", vendors.providersFile(), Map.of())),
        RateLimits.Settings.USUAL,
        MetricsSettings.OFF);
  }

  /** By the directory, by vendors, by what was found before; verified, resolved and delivered. */
  private void enrich() throws Exception {
    new Directory(stack.database()).upsert(List.of(Canaries.person()));
    for (var batch :
        List.of(
            Canaries.batch("email", vendors.url("/echo")),
            Canaries.batch("email", vendors.url("/echo")),
            Canaries.batchWithoutDomain(vendors.url("/echo")),
            Canaries.batch("personal_email", vendors.url("/echo")))) {
      Batches.awaitFinished(api, post(batch));
    }
  }

  /** To a receiver that sends back what it gets, and wants it again. */
  private void leaveUndelivered() throws Exception {
    post(Canaries.batch("email", vendors.url("/refusing")));
    awaitLog("The receiver answered 500");
  }

  /** By a vendor that has taken the question. */
  private String leaveUnanswered(EmbeddedPostgres postgres) throws Exception {
    var batch = post(Canaries.batch("phone", vendors.url("/echo")));
    var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
    while (tickets(postgres) < 2) {
      assertThat(System.nanoTime()).as("waits for the tickets").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return batch;
  }

  private String post(JsonNode batch) throws Exception {
    var id = api.post("/contacts/bulk_enrich", batch).get("enrichment_id").textValue();
    batches.add(id);
    return id;
  }

  private static int tickets(EmbeddedPostgres postgres) throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(ticket) from lookup")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void awaitLog(String text) throws InterruptedException {
    var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
    while (!output.log().contains(text)) {
      assertThat(System.nanoTime()).as("waits for '%s'", text).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Its workflows notice, and end as if nothing were. */
  private void awaitQuietEnd(String batch) throws Exception {
    var client = stack.temporal().client();
    client
        .newUntypedWorkflowStub(BulkEnrichmentWorkflow.workflowId(UUID.fromString(batch)))
        .getResult(60, TimeUnit.SECONDS, JsonNode.class);
    for (var position : Set.of(0, 1)) {
      var contact =
          ContactEnrichmentWorkflow.workflowId(new ContactKey(UUID.fromString(batch), position));
      assertThat(client.newUntypedWorkflowStub(contact).describe().getStatus())
          .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
    }
    assertThat(api.get("/enrichments/" + batch).at("/contacts/cancelled").intValue()).isEqualTo(2);
    assertThat(api.get("/credits").get("held").intValue()).isZero();
  }

  private void assertNeverInTemporalOrALog() {
    var client = stack.temporal().client();
    for (var batch : batches) {
      var id = UUID.fromString(batch);
      assertClean(client, BulkEnrichmentWorkflow.workflowId(id));
      for (var position = 0; position < 2; position++) {
        assertClean(client, ContactEnrichmentWorkflow.workflowId(new ContactKey(id, position)));
      }
    }
    assertThat(Canaries.ofAPersonIn(output.log())).isEmpty();
    assertThat(Canaries.ofAPersonIn(output.printed())).isEmpty();
  }

  /** The texts of JSON payloads stand in the bytes as they are. */
  private static void assertClean(WorkflowClient client, String workflowId) {
    var history = client.fetchHistory(workflowId).getHistory();
    var started = history.getEvents(0).getWorkflowExecutionStartedEventAttributes();
    var first = client.fetchHistory(workflowId, started.getFirstExecutionRunId()).getHistory();
    for (var run : List.of(history, first)) {
      assertThat(run.getEventsCount()).isPositive();
      assertThat(Canaries.ofAPersonIn(new String(run.toByteArray(), StandardCharsets.UTF_8)))
          .as(workflowId)
          .isEmpty();
    }
  }
}
