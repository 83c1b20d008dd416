package enrichment.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.api.RunningApi.Answer;
import enrichment.api.RunningApi.TestAccount;
import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentType;
import enrichment.store.TestDatabase;
import enrichment.store.accounts.KeyedRequest;
import enrichment.store.contacts.NewContact;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.sql.Ids;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are sent again with the same key. */
@Timeout(60)
class IdempotencyIT {

  private static final String BULK = "/api/v2/contacts/bulk_enrich";
  private static final String SINGLE = "/api/v2/contacts/single_enrich";
  private static final String REUSED = "urn:enrichment:problem:idempotency-key-reused";
  private static final String ADA =
      """
      {"enrichment_type": ["email"], "firstname": "Ada", "lastname": "Lovelace",
       "domain": "analytical.example", "custom": {"z": 1.10, "a": [1e400]}}""";

  private static RunningApi api;

  private final TestAccount account = api.account(10, false);

  @BeforeAll
  static void start() {
    api = RunningApi.withWorker();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void answersABatchAlikeAndStartsItOnce() {
    var first = api.post(account, BULK, Bodies.bulk("email", 2), "key");
    assertThat(first.status()).isEqualTo(202);
    assertThat(first.response().headers().firstValue("Idempotency-Replayed")).isEmpty();

    assertReplayed(first, api.post(account, BULK, Bodies.bulk("email", 2), "key"));
    assertThat(api.count(account)).isEqualTo(1);
  }

  @Test
  void answersASingleContactAlikeWithItsCustomValuesAsTheyWereWritten() {
    var first = api.post(account, SINGLE, ADA, "key");
    assertThat(first.response().body()).endsWith("\"custom\":{\"z\":1.10,\"a\":[1e400]}}");
    assertReplayed(first, api.post(account, SINGLE, ADA, "key"));
    assertThat(api.count(account)).isEqualTo(1);
  }

  @Test
  void answersWithWhatIsLeftOfAContact() {
    var first = api.post(account, SINGLE, ADA, "key");
    var id = first.body().get("enrichment_id").textValue();
    finished("contact-enrichment/" + id);
    execute("delete from contact where contact_id = '" + id + "'");

    var replayed = api.post(account, SINGLE, ADA, "key");
    assertThat(replayed.status()).isEqualTo(202);
    assertThat(replayed.response().body())
        .isEqualTo(
            "{\"enrichment_id\":\"%s\",\"first_name\":null,\"last_name\":null,".formatted(id)
                + "\"status\":\"queued\",\"custom\":null}");
  }

  @Test
  void refusesAnotherRequestWithTheKey() {
    assertThat(api.post(account, BULK, Bodies.bulk("email", 2), "key").status()).isEqualTo(202);
    for (var other :
        List.of(
            api.post(account, BULK, Bodies.bulk("email", 3), "key"),
            api.post(account, BULK, Bodies.bulk("email", 2) + " ", "key"),
            api.post(account, BULK + "?dry_run=false", Bodies.bulk("email", 2), "key"),
            api.post(account, SINGLE, Bodies.bulk("email", 2), "key"),
            api.post(account, BULK, "no JSON", "key"))) {
      assertThat(other.status()).isEqualTo(422);
      assertThat(other.body().get("type").textValue()).isEqualTo(REUSED);
    }
    assertThat(api.count(account)).isEqualTo(1);
  }

  @Test
  void keepsTheKeysOfAccountsApart() {
    var other = api.account(2, false);
    var first = api.post(account, BULK, Bodies.bulk("email", 2), "key");
    var foreign = api.post(other, BULK, Bodies.bulk("email", 2), "key");
    assertThat(foreign.status()).isEqualTo(202);
    assertThat(foreign.header("Idempotency-Replayed")).isEmpty();
    assertThat(foreign.body()).isNotEqualTo(first.body());
  }

  @Test
  void startsEachWithoutAKey() {
    api.bulk(account, Bodies.bulk("email", 2));
    api.bulk(account, Bodies.bulk("email", 2));
    assertThat(api.count(account)).isEqualTo(2);
  }

  @Test
  void takesEveryKeyOfVisibleAscii() {
    var longest = "~!\"quoted\"" + "k".repeat(245);
    assertThat(longest).hasSize(255);
    var first = api.post(account, BULK, Bodies.bulk("email", 2), longest);
    assertReplayed(first, api.post(account, BULK, Bodies.bulk("email", 2), longest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\tb"})
  void refusesAKeyThatIsNone(String key) {
    assertBroken(api.post(account, BULK, Bodies.bulk("email", 2), key));
  }

  @Test
  void refusesATooLongKeyAndMoreThanOne() {
    assertBroken(api.post(account, BULK, Bodies.bulk("email", 2), "k".repeat(256)));
    assertBroken(
        api.send(
            "POST",
            BULK,
            BodyPublishers.ofString(Bodies.bulk("email", 2)),
            "X-API-KEY",
            account.key().secret(),
            "Idempotency-Key",
            "one",
            "Idempotency-Key",
            "two"));
  }

  @Test
  void aRefusedRequestDoesNotUseTheKeyUp() {
    var poor = api.account(1, false);
    assertThat(api.post(poor, BULK, "{", "key").status()).isEqualTo(400);
    assertThat(api.post(poor, BULK, "{}", "key").status()).isEqualTo(422);
    var body = Bodies.bulk("email", 2);
    assertThat(api.post(poor, BULK, body, "key").status()).isEqualTo(422);
    api.ledger.grant(poor.id(), 1, "more");

    var accepted = api.post(poor, BULK, body, "key");
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.header("Idempotency-Replayed")).isEmpty();
    assertReplayed(accepted, api.post(poor, BULK, body, "key"));
  }

  @Test
  void saysThatTheFirstIsStillBeingDecidedOnAndFreesTheKeyOfWhatNobodyDecides() throws Exception {
    try (var idle = RunningApi.withoutWorker(Duration.ofSeconds(2))) {
      var somebody = idle.account(2, false);
      var body = Bodies.bulk("email", 2);
      var first = new Answer[1];
      var waiting =
          Thread.ofVirtual().start(() -> first[0] = idle.post(somebody, BULK, body, "key"));
      while (idle.count(somebody) == 0) {
        Thread.sleep(10);
      }
      var second = idle.post(somebody, BULK, body, "key");
      assertThat(second.status()).isEqualTo(409);
      assertThat(second.header("Retry-After")).isEqualTo("1");
      assertThat(second.body().get("type").textValue())
          .isEqualTo("urn:enrichment:problem:idempotency-in-progress");
      assertThat(idle.post(somebody, BULK, "{}", "key").body().get("type").textValue())
          .isEqualTo(REUSED);
      waiting.join();
      assertThat(first[0].status()).isEqualTo(503);

      idle.startWorker(new StubActivities(idle.database));
      var accepted = idle.post(somebody, BULK, body, "key");
      assertThat(accepted.status()).isEqualTo(202);
      assertThat(accepted.header("Idempotency-Replayed")).isEmpty();
    }
  }

  /** The process had written the request down, and died before or after the decision. */
  @Test
  void findsOutWhatBecameOfARequestWhoseProcessDied() {
    var body = Bodies.bulk("email", 2);
    var undecided = received(body, "undecided", Duration.ZERO);
    var accepted = received(body, "accepted", Duration.ofSeconds(10));
    new StubActivities(api.database).admitBatch(accepted);

    var replayed = api.post(account, BULK, body, "accepted");
    assertThat(replayed.status()).isEqualTo(202);
    assertThat(replayed.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(replayed.body().get("enrichment_id").textValue()).isEqualTo(accepted.toString());

    var again = api.post(account, BULK, body, "undecided");
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.body().get("enrichment_id").textValue()).isNotEqualTo(undecided.toString());
    assertThat(api.count(account, "ACCEPTED")).isEqualTo(2);
  }

  @Test
  void answersAlikeWithoutTemporal() {
    var bulk = api.post(account, BULK, Bodies.bulk("email", 2), "bulk");
    var single = api.post(account, SINGLE, ADA, "single");
    var sync = api.post(account, "/api/v2/contacts/sync_single_enrich", ADA, "sync");
    assertThat(sync.status()).isEqualTo(200);
    try (var dead = DeadTemporal.beside(api)) {
      var port = dead.port();
      assertReplayed(bulk, api.post(port, account, BULK, Bodies.bulk("email", 2), "bulk"));
      assertReplayed(single, api.post(port, account, SINGLE, ADA, "single"));
      assertReplayed(
          sync, api.post(port, account, "/api/v2/contacts/sync_single_enrich", ADA, "sync"));
      assertThat(api.post(port, account, SINGLE, ADA, "new").status()).isEqualTo(503);
    }
  }

  @Test
  void deliversAgainOnceAKey() {
    var batch = finishedBatchWithWebhook();
    var contact = api.contactIds(batch).getFirst();
    for (var path : List.of("/api/v2/contacts/" + contact, "/api/v2/enrichments/" + batch)) {
      var first = api.post(account, path + "/redeliver", "", path.substring(0, 15));
      assertThat(first.status()).isEqualTo(202);
      assertReplayed(first, api.post(account, path + "/redeliver", "", path.substring(0, 15)));
      assertThat(api.post(account, path + "/redeliver", "", "another").body())
          .isNotEqualTo(first.body());
      execute("delete from idempotency_key where key_hash = sha256('another')");
    }
  }

  @Test
  void remembersThatThereWasNothingToDeliver() {
    var batch = finishedBatchWithWebhook();
    execute("update delivery set state = 'DELIVERED'");
    var path = "/api/v2/enrichments/" + batch + "/redeliver";
    var nothing = api.post(account, path, "", "key");
    assertThat(nothing.response().body()).isEqualTo("{\"redelivery_id\":null,\"messages\":0}");
    execute("update delivery set state = 'EXHAUSTED'");
    assertReplayed(nothing, api.post(account, path, "", "key"));
  }

  @Test
  void aRefusedRedeliveryDoesNotUseTheKeyUp() {
    var batch = finishedBatchWithWebhook();
    var contact = api.contactIds(batch).getFirst();
    var path = "/api/v2/contacts/" + contact + "/redeliver";
    assertThat(api.post(account, "/api/v2/contacts/x/redeliver", "", "key").status())
        .isEqualTo(404);
    var answer = api.post(account, path, "", "key");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Idempotency-Replayed")).isEmpty();
  }

  private UUID received(String body, String key, Duration timeToAdmit) {
    var content = ("POST\n" + BULK + "?\n" + body).getBytes(UTF_8);
    var enrichment =
        new NewEnrichment(
            Ids.next(),
            account.id(),
            EnrichmentKind.BULK,
            EnrichmentType.EMAIL,
            List.of(),
            null,
            List.of(),
            List.of(new NewContact(Ids.next(), "Ada", "Lovelace", "a.example", null, null, null)));
    api.enrichments.receive(enrichment, timeToAdmit, new KeyedRequest(account.id(), key, content));
    return enrichment.enrichmentId();
  }

  private UUID finishedBatchWithWebhook() {
    var answer =
        api.bulk(account, Bodies.bulkWith("webhook_url", "\"https://hooks.example/enrichment\""));
    assertThat(answer.status()).isEqualTo(202);
    var id = answer.body().get("enrichment_id").textValue();
    finished("bulk-enrichment/" + id);
    return UUID.fromString(id);
  }

  private static void finished(String workflowId) {
    api.temporal.getWorkflowClient().newUntypedWorkflowStub(workflowId).getResult(JsonNode.class);
  }

  private void execute(String sql) {
    TestDatabase.jdbi(api.database).useHandle(handle -> handle.execute(sql));
  }

  private static void assertReplayed(Answer first, Answer second) {
    assertThat(second.status()).isEqualTo(first.status());
    assertThat(second.response().body()).isEqualTo(first.response().body());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
  }

  private void assertBroken(Answer answer) {
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:invalid-request");
    assertThat(api.count(account)).isZero();
  }
}
