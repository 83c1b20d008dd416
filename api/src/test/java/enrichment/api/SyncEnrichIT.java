package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.api.RunningApi.Answer;
import enrichment.api.RunningApi.TestAccount;
import enrichment.api.temporal.EnrichmentStarter;
import enrichment.store.credits.CreditBalance;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SyncEnrichIT {

  private static final String PATH = "/api/v2/contacts/sync_single_enrich";

  private static RunningApi api;
  private static FindingActivities activities;

  private final TestAccount account = api.account(20, true);

  @BeforeAll
  static void start() {
    api = RunningApi.withoutWorker(EnrichmentStarter.DECISION_TIMEOUT);
    activities = new FindingActivities(api.database);
    api.startWorker(activities);
    // On a cold JVM the first decision may take longer than a client waits for it.
    var first = api.account(1, false);
    while (api.post(first, PATH, body("[\"email\"]", "\"custom\": {}")).status() == 503) {
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void letGo() {
    activities.letGo();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void answersWithTheContactOnceItIsFinal() {
    var answer = post("[\"email\"]", "\"custom\": {\"n\": 1.10}");
    assertThat(answer.status()).isEqualTo(200);
    var id = answer.body().get("contact_id").textValue();
    assertThat(answer.response().body())
        .isEqualTo(api.get(account, "/api/v2/contacts/" + id).response().body())
        .startsWith(
            "{\"enrichment_id\":\"%s\",\"contact_id\":\"%s\",\"position\":0,".formatted(id, id))
        .contains("\"email\":\"ada@analytical.example\"", "\"custom\":{\"n\":1.10}");
    assertThat(answer.body().get("status").textValue()).isEqualTo("finished");
  }

  @Test
  void combinesTypesIntoOneContact() {
    var answer = post("[\"phone\", \"email\", \"personal_email\"]", "\"custom\": {}");
    assertThat(answer.status()).isEqualTo(200);
    var contact = answer.body();
    assertThat(contact.get("status").textValue()).isEqualTo("finished");
    assertThat(contact.get("email").textValue()).isEqualTo("ada@analytical.example");
    assertThat(contact.get("personal_email").textValue()).isEqualTo("ada@post.example");
    assertThat(contact.at("/phone/0").textValue()).isEqualTo("+33612345678");
    assertThat(contact.get("credits").intValue()).isEqualTo(14);
    assertThat(contact.get("provider").isNull()).isTrue();
    assertThat(api.balance(account)).isEqualTo(new CreditBalance(6, 0));

    var id = contact.get("contact_id").textValue();
    var enrichment = api.get(account, "/api/v2/enrichments/" + id).body();
    assertThat(enrichment.get("enrichment_type").toString())
        .isEqualTo("[\"phone\",\"email\",\"personal_email\"]");
    assertThat(enrichment.at("/contacts/total").intValue()).isEqualTo(1);
    assertThat(enrichment.at("/contacts/found").intValue()).isEqualTo(1);
    assertThat(enrichment.at("/credits/charged").intValue()).isEqualTo(14);
    assertThat(enrichment.get("status").textValue()).isEqualTo("finished");
    assertThat(api.get(account, "/api/v2/contacts/" + id + "/lookups").body().get("lookups"))
        .hasSize(3);
    assertThat(api.get(account, "/api/v2/contacts/" + id + "/deliveries").body().at("/deliveries"))
        .isEmpty();
  }

  @Test
  void answersWithAPendingContactWhenTimeIsOver() {
    activities.hold();
    var started = Instant.now();
    var answer = post("[\"email\", \"phone\"]", "\"max_wait_seconds\": 1");
    assertThat(Duration.between(started, Instant.now()))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(8));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body().get("status").textValue()).isEqualTo("pending");
    var location = "/api/v2/contacts/" + answer.body().get("contact_id").textValue();
    assertThat(answer.header("Location")).isEqualTo(location);
    assertThat(api.balance(account)).isEqualTo(new CreditBalance(9, 11));

    var pending = api.get(account, location);
    assertThat(pending.status()).isEqualTo(200);
    assertThat(pending.response().body()).isEqualTo(answer.response().body());
    activities.letGo();
    while (api.get(account, location).body().get("status").textValue().equals("pending")) {
      Thread.onSpinWait();
    }
    assertThat(api.get(account, location).body().get("credits").intValue()).isEqualTo(11);
  }

  @Test
  void doesNotWaitWhenItIsNotToWait() {
    activities.hold();
    var answer = post("[\"email\"]", "\"max_wait_seconds\": 0");
    assertThat(answer.status()).isEqualTo(202);
  }

  @Test
  void aReplayWaitsAgain() {
    activities.hold();
    var body = body("[\"email\", \"phone\"]", "\"max_wait_seconds\": 1");
    var first = api.post(account, PATH, body, "key");
    assertThat(first.status()).isEqualTo(202);
    activities.letGo();
    var second = api.post(account, PATH, body, "key");
    while (second.status() == 202) {
      second = api.post(account, PATH, body, "key");
    }
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.body().get("contact_id")).isEqualTo(first.body().get("contact_id"));
    assertThat(api.count(account)).isEqualTo(1);
  }

  @Test
  void answersAtOnceWhenTheApiCloses() throws Exception {
    activities.hold();
    var another = EnrichmentApi.create(api.parts(api.starter, null)).start(0);
    var body = body("[\"email\"]", "\"custom\": {}");
    var answer =
        CompletableFuture.supplyAsync(
            () -> api.post(another.port(), account, PATH, body, "key"),
            task -> Thread.ofVirtual().start(task));
    while (api.count(account, "ACCEPTED") == 0) {
      Thread.sleep(10);
    }
    var started = Instant.now();
    another.close();
    assertThat(answer.get().status()).isEqualTo(202);
    assertThat(Duration.between(started, Instant.now())).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void goesOnFromPostgresqlWithoutTemporalsData() throws Exception {
    activities.hold();
    var id = post("[\"email\", \"phone\"]", "\"max_wait_seconds\": 0").body().get("contact_id");
    // Terminated with its children, as if Temporal had never known them.
    api.temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub("bulk-enrichment/" + id.textValue())
        .terminate("lost");
    activities.letGo();
    while (api.unfinished() > 0) {
      api.restartUnfinished();
      Thread.sleep(100);
    }
    var contact = api.get(account, "/api/v2/contacts/" + id.textValue()).body();
    assertThat(contact.get("status").textValue()).isNotEqualTo("pending");
    assertThat(api.balance(account).held()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "[\"email\", \"email\"]", "[\"email\", \"fax\"]", "null", "[\"fax\"]"})
  void takesOneToThreeDifferentTypes(String types) {
    assertBroken(post(types, "\"custom\": {}"), "/enrichment_type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"max_wait_seconds\": 21 | /max_wait_seconds",
        "\"max_wait_seconds\": -1 | /max_wait_seconds",
        "\"webhook_url\": \"https://hooks.example/\" | /webhook_url",
        "\"webhook_url\": \"\" | /webhook_url",
        "\"webhook_events\": [\"contact.finished\"] | /webhook_events"
      })
  void refusesWhatItCannotDo(String member, String pointer) {
    assertBroken(post("[\"email\"]", member), pointer);
  }

  @Test
  void needsTheFieldsOfEveryType() {
    var answer =
        api.post(
            account,
            PATH,
            """
            {"enrichment_type": ["email", "phone"], "firstname": "Ada", "lastname": "L"}""");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("errors").findValuesAsText("pointer"))
        .containsExactly("/domain", "/linkedin_url");
  }

  @Test
  void needsConsentIfAnyTypeDoes() {
    var without = api.account(20, false);
    var answer = api.post(without, PATH, body("[\"email\", \"personal_email\"]", "\"custom\": {}"));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:consent-required");
    assertThat(api.count(without)).isZero();
  }

  @Test
  void needsTheSumOfAllPrices() {
    var poor = api.account(10, false);
    var answer = api.post(poor, PATH, body("[\"email\", \"phone\"]", "\"custom\": {}"));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("detail").textValue())
        .isEqualTo("This contact needs 11 credits; 10 are available.");
    assertThat(answer.body().get("required").intValue()).isEqualTo(11);
    assertThat(api.count(poor)).isZero();
  }

  private Answer post(String types, String member) {
    return api.post(account, PATH, body(types, member));
  }

  private static String body(String types, String member) {
    return """
        {"enrichment_type": %s, "firstname": "Ada", "lastname": "Lovelace",
         "domain": "analytical.example", "linkedin_url": "https://www.linkedin.com/in/ada-lovelace",
         %s}"""
        .formatted(types, member);
  }

  private void assertBroken(Answer answer, String pointer) {
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/pointer").textValue()).startsWith(pointer);
    assertThat(api.count(account)).isZero();
  }
}
