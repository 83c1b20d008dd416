package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.store.TestDatabase;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BulkEnrichIT {

  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = RunningApi.withWorker();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 100})
  void acceptsBatches(int contacts) {
    var account = api.account(100, false);
    var answer = api.bulk(account, Bodies.bulk("email", contacts));

    assertThat(answer.status()).isEqualTo(202);
    var id = answer.body().get("enrichment_id").textValue();
    assertThat(answer.body().toString())
        .isEqualTo("{\"enrichment_id\":\"%s\",\"status\":\"queued\"}".formatted(id));
    assertThat(answer.header("Location")).isEqualTo("/api/v2/enrichments/" + id);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(api.get(account, answer.header("Location")).body().at("/contacts/total").intValue())
        .isEqualTo(contacts);
  }

  @Test
  void tellsHowFarAnEnrichmentIs() throws InterruptedException {
    var account = api.account(10, false);
    var location = api.bulk(account, Bodies.bulk("email", 2)).header("Location");

    var body = api.get(account, location).body();
    while (!body.get("status").textValue().equals("finished")) {
      assertThat(body.get("status").textValue()).isIn("queued", "in_progress");
      Thread.sleep(50);
      body = api.get(account, location).body();
    }
    assertThat(body.properties().stream().map(member -> member.getKey()))
        .containsExactly(
            "enrichment_id",
            "enrichment_type",
            "status",
            "contacts",
            "webhooks",
            "credits",
            "created_at");
    assertThat(body.get("enrichment_type").toString()).isEqualTo("[\"email\"]");
    assertThat(body.get("contacts").toString())
        .isEqualTo(
            "{\"total\":2,\"pending\":0,\"found\":0,\"not_found\":2,\"failed\":0,\"cancelled\":0}");
    assertThat(body.get("webhooks").toString())
        .isEqualTo("{\"delivered\":0,\"pending\":0,\"failed\":0}");
    assertThat(body.get("credits").toString())
        .isEqualTo("{\"held\":0,\"charged\":0,\"returned\":2}");
    assertThat(body.get("created_at").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
  }

  @Test
  void ignoresMembersThatItDoesNotKnow() {
    var answer =
        api.bulk(api.account(10, false), Bodies.bulkWith("comment", "{\"custom\": {\"a\": 1}}"));
    assertThat(answer.status()).isEqualTo(202);
  }

  @Test
  void takesPersonalEmailsOfAccountsThatConsented() {
    var answer = api.bulk(api.account(6, true), Bodies.bulk("personal_email", 2));
    assertThat(answer.status()).isEqualTo(202);
  }

  @Test
  void refusesABatchThatTheBalanceCannotPay() {
    var account = api.account(19, false);
    var answer = api.bulk(account, Bodies.bulk("phone", 2));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.body().toString())
        .isEqualTo(
            "{\"type\":\"urn:enrichment:problem:insufficient-credits\","
                + "\"title\":\"Insufficient credits\",\"status\":422,"
                + "\"detail\":\"This batch needs 20 credits; 19 are available.\","
                + "\"error\":\"Insufficient credits\",\"required\":20,\"available\":19}");
    assertNothingHappened(account, 19);
  }

  @Test
  void refusesPersonalEmailsWithoutConsent() {
    var account = api.account(100, false);
    var answer = api.bulk(account, Bodies.bulk("personal_email", 2));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:consent-required");
    assertNothingHappened(account, 100);
  }

  @Test
  void refusesTheSecondOfTwoBatchesWhenThereAreCreditsForOne() {
    // So many that the first cannot have returned them before the second is decided on.
    var account = api.account(100, false);
    var answers =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () -> api.bulk(account, Bodies.bulk("email", 100))))
            .limit(2)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers).extracting(RunningApi.Answer::status).containsExactlyInAnyOrder(202, 422);
    var refused = answers.stream().filter(answer -> answer.status() == 422).findFirst().get();
    assertThat(refused.body().get("required").intValue()).isEqualTo(100);
    assertThat(refused.body().get("available").intValue()).isLessThan(100);
    assertThat(api.count(account, "ACCEPTED")).isEqualTo(1);
  }

  @Test
  void keepsTheCountryCodesOfTheRequestForPhones() {
    var account = api.account(100, false, "DE");
    var body = Bodies.bulk("phone", 2).replaceFirst("}$", ",\"phone_country_codes\":%s}");

    assertThat(codes(api.bulk(account, body.formatted("[\"fr\",\"BE\",\"FR\"]"))))
        .isEqualTo("{FR,BE}");
    assertThat(codes(api.bulk(account, Bodies.bulk("phone", 2)))).isEqualTo("{DE}");
    assertThat(codes(api.bulk(account, Bodies.bulkWith("phone_country_codes", "[\"FR\"]"))))
        .isEqualTo("{}");
  }

  private static String codes(RunningApi.Answer answer) {
    return TestDatabase.jdbi(api.database)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select cast(phone_country_codes as text) from enrichment"
                            + " where enrichment_id = cast(:id as uuid)")
                    .bind("id", answer.body().get("enrichment_id").textValue())
                    .mapTo(String.class)
                    .one());
  }

  private static void assertNothingHappened(RunningApi.TestAccount account, long available) {
    assertThat(api.count(account)).isZero();
    assertThat(api.balance(account).available()).isEqualTo(available);
    assertThat(api.balance(account).held()).isZero();
  }
}
