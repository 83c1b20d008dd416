package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.api.RunningApi.TestAccount;
import enrichment.domain.ProviderChains;
import enrichment.store.TestDatabase;
import enrichment.store.enrichments.Admissions;
import enrichment.store.webhooks.Deliveries;
import enrichment.store.webhooks.DeliveryAttempt;
import enrichment.store.webhooks.DeliveryState;
import enrichment.store.webhooks.Redeliveries;
import enrichment.workflows.webhooks.WebhookRedeliveryWorkflow;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The log of deliveries, and delivering again. */
@Timeout(60)
class DeliveriesIT {

  private static final String URL = "https://hooks.example/enrichment";

  private static RunningApi api;

  private final TestAccount account = api.account(100, false);

  @BeforeAll
  static void start() {
    api = RunningApi.withWorker();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void showsEveryAttemptAtAContactsMessage() {
    var contact = contactIds(finishedBatch(), 1)[0];
    attempt(contact, DeliveryState.PENDING, 500, null, "no");
    attempt(contact, DeliveryState.PENDING, null, "timeout", null);

    var deliveries = api.get(account, "/api/v2/contacts/" + contact + "/deliveries").body();
    assertThat(deliveries.at("/deliveries")).hasSize(1);
    var delivery = deliveries.at("/deliveries/0");
    assertThat(delivery.get("webhook_id").textValue())
        .isEqualTo("msg_" + contact.toString().replace("-", ""));
    assertThat(delivery.get("event").textValue()).isEqualTo("contact.finished");
    assertThat(delivery.get("contact_id").textValue()).isEqualTo(contact.toString());
    assertThat(delivery.get("position").intValue()).isZero();
    assertThat(delivery.get("status").textValue()).isEqualTo("pending");
    assertThat(Instant.parse(delivery.get("next_attempt_at").textValue())).isAfter(Instant.now());
    assertThat(delivery.get("attempt_count").intValue()).isEqualTo(2);
    assertThat(delivery.at("/attempts/0/status").intValue()).isEqualTo(500);
    assertThat(delivery.at("/attempts/0/response_body").textValue()).isEqualTo("no");
    assertThat(delivery.at("/attempts/0/duration_ms").intValue()).isEqualTo(12);
    assertThat(delivery.at("/attempts/1/error").textValue()).isEqualTo("timeout");
    assertThat(delivery.at("/attempts/1/status").isNull()).isTrue();
  }

  @Test
  void listsTheMessagesOfABatchByTheirStatus() {
    var batch = finishedBatch();
    var contacts = contactIds(batch, 2);
    attempt(contacts[0], DeliveryState.DELIVERED, 200, null, "ok");
    attempt(contacts[1], DeliveryState.GONE, 410, null, "");

    var path = "/api/v2/enrichments/" + batch + "/deliveries";
    assertThat(api.get(account, path).body().at("/deliveries")).hasSize(2);
    var delivered = api.get(account, path + "?status=delivered").body().at("/deliveries");
    assertThat(delivered).hasSize(1);
    assertThat(delivered.at("/0/contact_id").textValue()).isEqualTo(contacts[0].toString());
    assertThat(delivered.at("/0/last_attempt/status").intValue()).isEqualTo(200);
    assertThat(delivered.at("/0/attempts").isMissingNode()).isTrue();
    assertThat(api.get(account, path + "?status=exhausted").body().at("/deliveries")).isEmpty();

    var unknown = api.get(account, path + "?status=lost");
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.body().get("detail").textValue()).contains("pending, delivered, gone");
  }

  @Test
  void deliversAContactsMessageAgainThoughItWasDelivered() {
    var contact = contactIds(finishedBatch(), 1)[0];
    attempt(contact, DeliveryState.DELIVERED, 200, null, "ok");

    var answer = api.post(account, "/api/v2/contacts/" + contact + "/redeliver", "");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body().get("messages").intValue()).isEqualTo(1);
    assertRedelivered(answer.body());
  }

  @Test
  void deliversAgainWhateverOfABatchIsNotDelivered() {
    var batch = finishedBatch();
    attempt(contactIds(batch, 2)[0], DeliveryState.DELIVERED, 200, null, "ok");
    var path = "/api/v2/enrichments/" + batch + "/redeliver";

    var answer = api.post(account, path, "");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body().get("messages").intValue()).isEqualTo(1);
    assertRedelivered(answer.body());

    attempt(contactIds(batch, 2)[1], DeliveryState.DELIVERED, 200, null, "ok");
    var nothing = api.post(account, path, "");
    assertThat(nothing.status()).isEqualTo(202);
    assertThat(nothing.body().get("messages").intValue()).isZero();
    assertThat(nothing.body().get("redelivery_id").isNull()).isTrue();
  }

  @Test
  void showsTheLatestHundredAttempts() {
    var contact = contactIds(finishedBatch(), 1)[0];
    for (var number = 0; number < 120; number++) {
      attempt(contact, DeliveryState.PENDING, 500, null, "no " + number);
    }
    var delivery =
        api.get(account, "/api/v2/contacts/" + contact + "/deliveries").body().at("/deliveries/0");
    assertThat(delivery.get("attempt_count").intValue()).isEqualTo(120);
    assertThat(delivery.get("attempts")).hasSize(100);
    assertThat(delivery.at("/attempts/0/response_body").textValue()).isEqualTo("no 20");
    assertThat(delivery.at("/attempts/99/response_body").textValue()).isEqualTo("no 119");
  }

  /** What is written down is taken on: the reconciliation has it sent. */
  @Test
  void takesARedeliveryOnThoughTemporalIsAway() {
    var batch = finishedBatch();
    var contact = contactIds(batch, 1)[0];
    attempt(contact, DeliveryState.DELIVERED, 200, null, "ok");
    try (var dead = DeadTemporal.beside(api)) {
      for (var path : new String[] {"/contacts/" + contact, "/enrichments/" + batch}) {
        var answer =
            api.post(dead.port(), account, "/api/v2" + path + "/redeliver", "", "key" + path);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Idempotency-Replayed")).isEmpty();
        var redeliveryId = UUID.fromString(answer.body().get("redelivery_id").textValue());
        assertThat(new Redeliveries(api.database).unfinished(null, 100))
            .anyMatch(redelivery -> redelivery.redeliveryId().equals(redeliveryId));

        var again = api.post(account, "/api/v2" + path + "/redeliver", "", "key" + path);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(answer.body());
      }
    }
  }

  @Test
  void deliversAMessageAgainTenTimesADayAtMost() {
    var batch = finishedBatch();
    var contact = contactIds(batch, 1)[0];
    var path = "/api/v2/contacts/" + contact + "/redeliver";
    for (var time = 0; time < 10; time++) {
      attempt(contact, DeliveryState.PENDING, 500, null, "no");
      assertThat(api.post(account, path, "").status()).isEqualTo(202);
    }
    attempt(contact, DeliveryState.PENDING, 500, null, "no");
    var refused = api.post(account, path, "");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(86_000, 86_400);
    assertThat(refused.body().get("detail").textValue()).contains("10 times");
    assertThat(attempts(contact)).as("attempts of the delivery that goes on").isEqualTo(1);

    // The others of its batch are not held up by it.
    var others = api.post(account, "/api/v2/enrichments/" + batch + "/redeliver", "");
    assertThat(others.body().get("messages").intValue()).isEqualTo(1);
    assertThat(attempts(contact)).isEqualTo(1);

    TestDatabase.jdbi(api.database)
        .useHandle(
            handle ->
                handle.execute(
                    "update delivery set redelivered_since = now() - interval '25 hours'"));
    assertThat(api.post(account, path, "").status()).isEqualTo(202);
  }

  @Test
  void saysThatNothingOfABatchMayBeSentAgainYet() {
    var path = "/api/v2/enrichments/" + finishedBatch() + "/redeliver";
    for (var time = 0; time < 10; time++) {
      assertThat(api.post(account, path, "").body().get("messages").intValue()).isEqualTo(2);
    }
    assertThat(api.post(account, path, "", "key").status()).isEqualTo(429);
  }

  private static int attempts(UUID contact) {
    return new Deliveries(api.database).find(contact).orElseThrow().attempts();
  }

  @Test
  void hasNothingToDeliverWithoutAWebhook() {
    var batch = finish(api.bulk(account, Bodies.bulk("email", 2)));
    var contact = contactIds(batch, 1)[0];
    var path = "/api/v2/contacts/" + contact;

    assertThat(api.get(account, path + "/deliveries").body().at("/deliveries")).isEmpty();
    var answer = api.post(account, path + "/redeliver", "");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:no-webhook");
  }

  @ParameterizedTest
  @ValueSource(strings = {"contacts", "enrichments"})
  void answersTheSameForWhatIsNotThereAndForWhatIsSomebodyElses(String collection) {
    var batch = finishedBatch();
    var id = collection.equals("contacts") ? contactIds(batch, 1)[0] : batch;
    var stranger = api.account(0, false);
    for (var other : new String[] {id.toString(), UUID.randomUUID().toString(), "x"}) {
      var path = "/api/v2/" + collection + "/" + other;
      assertThat(api.get(stranger, path + "/deliveries").status()).isEqualTo(404);
      assertThat(api.post(stranger, path + "/redeliver", "").status()).isEqualTo(404);
    }
    assertThat(new Redeliveries(api.database).unfinished(null, 10))
        .noneMatch(redelivery -> redelivery.messageIds().contains(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[\"contact.lost\"]", "[\"contact.finished\", \"\"]"})
  void refusesEventsThatThereAreNot(String events) {
    var answer =
        api.bulk(
            account,
            Bodies.bulkWith("webhook_url", "\"" + URL + "\",\"webhook_events\":" + events));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/pointer").textValue()).startsWith("/webhook_events");
  }

  @Test
  void refusesEventsThatNobodyWouldBeToldOf() {
    var answer = api.bulk(account, Bodies.bulkWith("webhook_events", "[\"contact.finished\"]"));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/detail").textValue()).contains("webhook_url");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | true | false",
        "[\"contact.finished\"] | true | false",
        "[\"enrichment.finished\"] | false | true",
        "[\"enrichment.finished\", \"contact.finished\"] | true | true"
      })
  void plansTheMessagesThatAreAskedFor(String events, boolean each, boolean whole) {
    var answer =
        api.bulk(
            account,
            Bodies.bulkWith("webhook_url", "\"" + URL + "\",\"webhook_events\":" + events));
    assertThat(answer.status()).isEqualTo(202);
    var id = UUID.fromString(answer.body().get("enrichment_id").textValue());
    // Asked again, it gives the decision that was made.
    var plan = new Admissions(api.database).admit(id, type -> ProviderChains.ofFinders()).plan();
    assertThat(plan.webhook()).isEqualTo(each);
    assertThat(plan.finishedWebhook()).isEqualTo(whole);
  }

  @Test
  void refusesAWebhookThatHasSaidThatItIsGone() {
    var batch = finishedBatch();
    attempt(contactIds(batch, 1)[0], DeliveryState.GONE, 410, null, "");

    var answer = api.bulk(account, batchWithWebhook());
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/pointer").textValue()).isEqualTo("/webhook_url");
    assertThat(answer.body().at("/errors/0/detail").textValue()).contains("410");
    assertThat(api.balance(account).held()).isZero();

    var test =
        api.post(account, "/api/v2/account/webhook_test", "{\"webhook_url\":\"" + URL + "\"}");
    assertThat(test.body().get("delivered").booleanValue()).isTrue();
    assertThat(api.bulk(account, batchWithWebhook()).status()).isEqualTo(202);
  }

  @Test
  void tellsWhatASampleMessageCameBackWith() {
    var answer =
        api.post(account, "/api/v2/account/webhook_test", "{\"webhook_url\":\"" + URL + "\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().body())
        .isEqualTo(
            "{\"delivered\":true,\"status\":200,\"error\":null,\"duration_ms\":12,"
                + "\"response_body\":\"thanks\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"webhook_url\":\"\"}", "{\"webhook_url\":\"http://127.0.0.1/\"}"})
  void sendsNoSampleWhereNoWebhookMayGo(String body) {
    var answer = api.post(account, "/api/v2/account/webhook_test", body);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/pointer").textValue()).isEqualTo("/webhook_url");
  }

  private static String batchWithWebhook() {
    return Bodies.bulkWith("webhook_url", "\"" + URL + "\"");
  }

  /** A batch whose contacts have ended, and whose messages nobody has sent. */
  private UUID finishedBatch() {
    return finish(api.bulk(account, batchWithWebhook()));
  }

  private UUID finish(RunningApi.Answer accepted) {
    assertThat(accepted.status()).isEqualTo(202);
    var id = UUID.fromString(accepted.body().get("enrichment_id").textValue());
    api.temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub("bulk-enrichment/" + id)
        .getResult(JsonNode.class);
    return id;
  }

  private UUID[] contactIds(UUID enrichmentId, int count) {
    return api.contactIds(enrichmentId).stream().limit(count).toArray(UUID[]::new);
  }

  private static void attempt(
      UUID contact, DeliveryState state, Integer status, String error, String body) {
    var deliveries = new Deliveries(api.database);
    deliveries.recordAttempt(
        deliveries.find(contact).orElseThrow(),
        new DeliveryAttempt(Instant.now(), Duration.ofMillis(12), status, error, body),
        state,
        state == DeliveryState.PENDING ? Duration.ofHours(1) : null,
        true);
  }

  private static void assertRedelivered(JsonNode answer) {
    assertRedelivered(UUID.fromString(answer.get("redelivery_id").textValue()));
  }

  /** Its workflow has run to its end. */
  private static void assertRedelivered(UUID redeliveryId) {
    api.temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(WebhookRedeliveryWorkflow.workflowId(redeliveryId))
        .getResult(Void.class);
  }
}
