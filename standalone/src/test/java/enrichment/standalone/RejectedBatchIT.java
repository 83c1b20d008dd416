package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import enrichment.api.temporal.EnrichmentStarter;
import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentTotals;
import enrichment.domain.EnrichmentType;
import enrichment.domain.OpenEnrichment;
import enrichment.domain.Rejection;
import enrichment.domain.WebhookEvent;
import enrichment.store.accounts.ApiKey;
import enrichment.store.accounts.ApiKeys;
import enrichment.store.contacts.NewContact;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.UnfinishedEnrichments;
import enrichment.store.sql.Ids;
import enrichment.temporal.EnrichmentWorkflows;
import enrichment.workflows.BulkEnrichmentWorkflow;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is refused leaves nothing behind: no hold, no child workflow, no webhook. */
@Timeout(120)
class RejectedBatchIT {

  private static final int CREDITS = 10;

  @TempDir static Path dataDir;

  private static @Nullable Stack stack;
  private static @Nullable HttpProbe http;
  private static @Nullable RecordingReceiver receiver;

  @BeforeAll
  static void start() {
    stack = Stack.start(Batches.config(dataDir), 0);
    http = new HttpProbe(stack);
    receiver = RecordingReceiver.start();
  }

  @AfterAll
  static void stop() {
    receiver.close();
    stack.close();
  }

  @AfterEach
  void nothingIsAcceptedAndNothingIsPosted() {
    assertThat(new UnfinishedEnrichments(stack.database()).count()).isZero();
    assertThat(receiver.messages()).isEmpty();
  }

  @Test
  void theApiRefusesABatchThatTheAccountCannotPay() throws Exception {
    var key = http.createAccount(CREDITS, true);

    var answer = http.post("/contacts/bulk_enrich", key, batch("phone").toString());

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:insufficient-credits");
    assertThat(answer.body().get("required").intValue()).isEqualTo(20);
    assertThat(answer.body().get("available").intValue()).isEqualTo(CREDITS);
    assertNothingIsHeld(key);
  }

  @Test
  void theApiRefusesPersonalEmailsWithoutConsent() throws Exception {
    var key = http.createAccount(CREDITS, false);

    var answer = http.post("/contacts/bulk_enrich", key, batch("personal_email").toString());

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:consent-required");
    assertNothingIsHeld(key);
  }

  @Test
  void theWorkflowStartsNothingForABatchThatTheAccountCannotPay() throws Exception {
    var key = http.createAccount(CREDITS, true);

    assertThat(rejectionOf(received(EnrichmentType.PHONE, key)))
        .isEqualTo(new Rejection(Rejection.Reason.INSUFFICIENT_CREDITS, 20, CREDITS));
    assertNothingIsHeld(key);
  }

  @Test
  void theWorkflowStartsNothingForPersonalEmailsWithoutConsent() throws Exception {
    var key = http.createAccount(CREDITS, false);

    assertThat(rejectionOf(received(EnrichmentType.PERSONAL_EMAIL, key)).reason())
        .isEqualTo(Rejection.Reason.CONSENT_REQUIRED);
    assertNothingIsHeld(key);
  }

  /** What the workflow answers, once it has ended without having started anything. */
  private static Rejection rejectionOf(OpenEnrichment enrichment) {
    var client = stack.temporal().client();
    var database = stack.database();
    var starter = new EnrichmentStarter(new EnrichmentWorkflows(client), new Admissions(database));
    var admission = starter.start(enrichment).orElseThrow();

    var workflowId = BulkEnrichmentWorkflow.workflowId(enrichment.enrichmentId());
    assertThat(client.newUntypedWorkflowStub(workflowId).getResult(EnrichmentTotals.class))
        .isEqualTo(EnrichmentTotals.NONE);
    assertThat(client.fetchHistory(workflowId).getEvents())
        .extracting(HistoryEvent::getEventType)
        .contains(
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED)
        .doesNotContain(
            EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED,
            EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
            EventType.EVENT_TYPE_TIMER_STARTED);
    return admission.rejection();
  }

  /** Past the API, which would refuse it from a read. */
  private static OpenEnrichment received(EnrichmentType type, String key) {
    var account =
        new ApiKeys(stack.database()).authenticate(new ApiKey(key)).orElseThrow().account();
    var enrichment =
        new NewEnrichment(
            Ids.next(),
            account.accountId(),
            EnrichmentKind.BULK,
            type,
            List.of(),
            receiver.url(),
            List.of(WebhookEvent.CONTACT_FINISHED),
            List.of(contact("ada"), contact("grace")));
    new Enrichments(stack.database()).receive(enrichment, Duration.ofMinutes(1));
    return enrichment.open();
  }

  private static NewContact contact(String name) {
    return new NewContact(
        Ids.next(), name, "Test", null, null, "https://www.linkedin.com/in/" + name, null);
  }

  private static ObjectNode batch(String type) {
    var batch = DemoClient.JSON.createObjectNode().put("webhook_url", receiver.url());
    batch.putArray("enrichment_type").add(type);
    var contacts = batch.putArray("contacts");
    for (var name : List.of("ada", "grace")) {
      contacts
          .addObject()
          .put("firstname", name)
          .put("lastname", "Test")
          .put("linkedin_url", "https://www.linkedin.com/in/" + name);
    }
    return batch;
  }

  private static void assertNothingIsHeld(String key) throws Exception {
    var credits = new DemoClient(stack.url(), new ApiKey(key)).get("/credits");
    assertThat(credits.get("held").intValue()).isZero();
    assertThat(credits.get("available").intValue()).isEqualTo(CREDITS);
  }
}
