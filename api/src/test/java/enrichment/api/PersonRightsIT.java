package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.api.RunningApi.Answer;
import enrichment.api.RunningApi.TestAccount;
import enrichment.store.TestDatabase;
import enrichment.store.privacy.Retention;
import enrichment.workflows.maintenance.ReconciliationResult;
import enrichment.workflows.maintenance.ReconciliationWorkflow;
import enrichment.workflows.maintenance.RetentionResult;
import enrichment.workflows.maintenance.RetentionWorkflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Suppressions, erasures, and what is gone. */
@Timeout(60)
class PersonRightsIT {

  private static final String SUPPRESSIONS = "/api/v2/suppressions";
  private static final String ERASURES = "/api/v2/erasures";
  private static final String BY_EMAIL = "{\"email\":\"ada@analytical.example\"}";
  private static final String BY_NAME =
      "{\"first_name\":\"Ada\",\"last_name\":\"Lovelace\",\"domain\":\"analytical.example\"}";

  private static RunningApi api;

  private final TestAccount account = api.account(20, false);

  @BeforeAll
  static void start() {
    api = RunningApi.withWorker();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void suppressesAPersonOnce() {
    var first = api.post(account, SUPPRESSIONS, BY_EMAIL);
    assertThat(first.status()).isEqualTo(201);
    assertThat(names(first)).containsExactly("suppression_id", "identifier", "created_at");
    assertThat(first.body().get("identifier").textValue()).isEqualTo("email");

    var again = api.post(account, SUPPRESSIONS, "{\"email\":\" ADA@analytical.example\"}");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
  }

  /** As links, address books and spreadsheets write it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mailto:%s",
        "mailto:%s?subject=x",
        "<%s>",
        "Ada Lovelace <%s>",
        "'%s'",
        "%s,",
        "%s;",
        "%s.",
        "\u200b%s",
        "\ufeff%s"
      })
  void takesWhatIsPutAroundAnEmailOff(String written) {
    var plain = api.post(account, SUPPRESSIONS, BY_EMAIL).body();
    var body = "{\"email\":\"" + written.formatted("ada@analytical.example") + "\"}";
    var answer = api.post(account, SUPPRESSIONS, body);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(plain);
  }

  /** However long each of them takes. */
  @Test
  void manyAtOnceLeaveConnectionsToOthers() throws Exception {
    try (var lock = TestDatabase.jdbi(api.database).open();
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      lock.begin();
      lock.execute("lock table suppression in share row exclusive mode");
      var answers = new ArrayList<Future<Answer>>();
      for (var i = 0; i < 60; i++) {
        var body = "{\"email\":\"person-%d@many.example\"}".formatted(i);
        answers.add(clients.submit(() -> api.post(account, SUPPRESSIONS, body)));
      }
      Thread.sleep(1_000);
      for (var i = 0; i < 10; i++) {
        var began = System.nanoTime();
        assertThat(api.get(account, "/api/v2/account").status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
      }
      lock.commit();
      for (var answer : answers) {
        assertThat(answer.get().status()).isEqualTo(201);
      }
    }
  }

  @Test
  void listsAndRemovesSuppressionsPageByPage() {
    var ids = new ArrayList<String>();
    for (var i = 0; i < 3; i++) {
      ids.addFirst(idOf(api.post(account, SUPPRESSIONS, "{\"email\":\"" + i + "@a.example\"}")));
    }
    var first = api.get(account, SUPPRESSIONS + "?limit=2").body();
    assertThat(first.at("/suppressions/0/suppression_id").textValue()).isEqualTo(ids.get(0));
    assertThat(first.get("suppressions")).hasSize(2);
    var rest =
        api.get(account, SUPPRESSIONS + "?cursor=" + first.get("next_cursor").textValue()).body();
    assertThat(rest.at("/suppressions/0/suppression_id").textValue()).isEqualTo(ids.get(2));
    assertThat(rest.get("next_cursor").isNull()).isTrue();
    assertThat(api.get(account, SUPPRESSIONS + "?cursor=x").status()).isEqualTo(422);

    var path = SUPPRESSIONS + "/" + ids.getFirst();
    assertThat(api.delete(api.account(0, false), path).status()).isEqualTo(404);
    assertThat(api.delete(account, path).status()).isEqualTo(204);
    assertThat(api.delete(account, path).status()).isEqualTo(404);
    assertThat(api.get(account, SUPPRESSIONS).body().get("suppressions")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | ''",
        "{\"email\":\"a@b.example\",\"linkedin_url\":\"https://linkedin.com/in/a\"} | ''",
        "{\"email\":\"a@b.example\",\"first_name\":\"A\"} | ''",
        "{\"email\":\"nobody\"} | /email",
        "{\"email\":\"a b@c.example\"} | /email",
        "{\"email\":\"a@b\"} | /email",
        "{\"email\":\"a@not_a!domain\"} | /email",
        "{\"email\":\"a***@b.example\"} | /email",
        "{\"linkedin_url\":\"https://linkedin.com/company/a\"} | /linkedin_url",
        "{\"first_name\":\"A\",\"last_name\":\"B\"} | /domain",
        "{\"first_name\":\"A\",\"last_name\":\"-\",\"domain\":\"a.example\"} | /first_name",
        "{\"first_name\":\"Ada\",\"last_name\":\"L.\",\"domain\":\"a.example\"} | /first_name",
        "{\"first_name\":\"Ada\",\"last_name\":\"Byron\",\"domain\":\"10.0.0.1\"} | /domain",
        "{\"first_name\":\"Ada\",\"last_name\":\"Byron\",\"domain\":\"gmail.com\"} | /domain"
      })
  void takesExactlyOnePerson(String body, String pointer) {
    for (var path : new String[] {SUPPRESSIONS, ERASURES}) {
      var answer = api.post(account, path, body);
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.body().at("/errors/0/pointer").textValue()).isEqualTo(pointer);
    }
    assertThat(api.postAsOperator("/admin/erasures", body).status()).isEqualTo(422);
    assertThat(api.postAsOperator("/admin/suppressions", body).status()).isEqualTo(422);
  }

  @Test
  void aSuppressedPersonIsFinishedWithoutData() {
    api.post(account, SUPPRESSIONS, BY_NAME);
    var contact = api.get(account, "/api/v2/contacts/" + finishedSingle()).body();
    assertThat(contact.get("suppressed").booleanValue()).isTrue();
    assertThat(contact.get("status").textValue()).isEqualTo("finished");
    assertThat(contact.get("email").isNull()).isTrue();
    assertThat(contact.get("credits").intValue()).isZero();
    assertThat(api.balance(account).available()).isEqualTo(20);
  }

  @Test
  void theOperatorSuppressesForAll() {
    var person = "{\"linkedin_url\":\"linkedin.com/in/nobody-at-all\"}";
    assertThat(api.postAsOperator("/admin/suppressions", person).status()).isEqualTo(201);
    assertThat(api.postAsOperator("/admin/suppressions", person).status()).isEqualTo(200);
    assertThat(api.get(account, SUPPRESSIONS).body().get("suppressions")).isEmpty();
    assertThat(api.post(account, SUPPRESSIONS, person).status()).isEqualTo(201);
  }

  @Test
  void anErasureAnswersWithAReceipt() {
    finishedSingle();
    var receipt = api.post(account, ERASURES, BY_NAME);
    assertThat(receipt.status()).isEqualTo(200);
    assertThat(names(receipt))
        .containsExactly("erasure_id", "erased_at", "contacts", "deliveries", "directory");
    assertThat(receipt.body().get("contacts").intValue()).isEqualTo(1);
    assertThat(api.post(account, ERASURES, BY_NAME).body().get("contacts").intValue()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/lookups", "/deliveries", "/redeliver"})
  void whatWasErasedIsGoneToItsOwnerAndNotThereToOthers(String what) {
    var id = finishedSingle();
    var path = "/api/v2/contacts/" + id;
    var stranger = api.account(0, false);
    assertThat(api.delete(stranger, path).status()).isEqualTo(404);
    assertThat(api.delete(account, path).status()).isEqualTo(200);

    var gone = call(account, path + what);
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.body().get("type").textValue()).isEqualTo("urn:enrichment:problem:gone");
    assertThat(call(stranger, path + what).status()).isEqualTo(404);
    assertThat(api.delete(account, path).status()).isEqualTo(410);
    assertThat(api.delete(stranger, path).status()).isEqualTo(404);
    assertThat(api.get(account, "/api/v2/enrichments/" + id).status())
        .as("what it came to and what it cost is still known")
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/deliveries", "/redeliver"})
  void whatWasPurgedIsGoneToItsOwnerAndNotThereToOthers(String what) {
    var id = finishedSingle();
    TestDatabase.jdbi(api.database)
        .useHandle(
            handle ->
                handle.execute(
                    "update enrichment set closed_at = now() - interval '91 days'"
                        + " where enrichment_id = ?",
                    id));
    new Retention(api.database).purge(Duration.ofDays(90));

    var path = "/api/v2/enrichments/" + id;
    assertThat(call(account, path + what).status()).isEqualTo(410);
    assertThat(call(api.account(0, false), path + what).status()).isEqualTo(404);
    assertThat(api.get(account, "/api/v2/contacts/" + id).status()).isEqualTo(410);
  }

  @Test
  void thePurgeIsStartedByHand() {
    var answer = api.postAsOperator("/admin/retention/runs", "");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(
            api.temporal
                .getWorkflowClient()
                .newUntypedWorkflowStub(RetentionWorkflow.MANUAL_WORKFLOW_ID)
                .getResult(RetentionResult.class))
        .isEqualTo(RetentionResult.NOTHING);
    assertThat(api.post(account, "/admin/retention/runs", "").status()).isEqualTo(401);
  }

  @Test
  void theReconciliationIsStartedByHand() {
    var answer = api.postAsOperator("/admin/reconciliation/run", "");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(
            api.temporal
                .getWorkflowClient()
                .newUntypedWorkflowStub(ReconciliationWorkflow.MANUAL_WORKFLOW_ID)
                .getResult(ReconciliationResult.class))
        .isEqualTo(ReconciliationResult.NOTHING);
    assertThat(api.post(account, "/admin/reconciliation/run", "").status()).isEqualTo(401);
  }

  private Answer call(TestAccount caller, String path) {
    return path.endsWith("redeliver") ? api.post(caller, path, "") : api.get(caller, path);
  }

  private static List<String> names(Answer answer) {
    return answer.body().properties().stream().map(Map.Entry::getKey).toList();
  }

  private static String idOf(Answer added) {
    return added.body().get("suppression_id").textValue();
  }

  /** An enrichment of one contact, which has ended; its id is the contact's. */
  private UUID finishedSingle() {
    var accepted =
        api.post(
            account,
            "/api/v2/contacts/single_enrich",
            "{\"enrichment_type\":[\"email\"],\"firstname\":\"Ada\",\"lastname\":\"Lovelace\","
                + "\"domain\":\"analytical.example\"}");
    assertThat(accepted.status()).isEqualTo(202);
    var id = UUID.fromString(accepted.body().get("enrichment_id").textValue());
    api.temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub("contact-enrichment/" + id)
        .getResult(JsonNode.class);
    return id;
  }
}
