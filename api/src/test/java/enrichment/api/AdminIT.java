package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.api.temporal.EnrichmentStarter;
import enrichment.store.accounts.ApiKey;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AdminIT {

  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = RunningApi.withoutWorker(EnrichmentStarter.DECISION_TIMEOUT);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void createsAnAccountWithItsOpeningCredits() {
    var answer =
        admin(
            "/admin/accounts",
            """
            {"name": "Acme", "credits": 40, "personal_email_consent": true,
             "default_phone_country_codes": ["fr"]}""");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body().properties().stream().map(member -> member.getKey()))
        .containsExactly("account_id", "key_id", "api_key");
    assertThat(credits(answer.body()).get("available").intValue()).isEqualTo(40);
  }

  @Test
  void createsAnAccountOfNothingButAName() {
    var answer = admin("/admin/accounts", "{\"name\": \"Acme\"}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(credits(answer.body()).get("available").intValue()).isZero();
  }

  @Test
  void tellsWhatIsWrongWithAnAccount() {
    var broken =
        admin(
            "/admin/accounts",
            "{\"name\": \" \", \"credits\": -1, \"default_phone_country_codes\": [\"XX\"]}");
    assertThat(broken.status()).isEqualTo(422);
    assertThat(broken.body().get("errors").findValuesAsText("pointer"))
        .containsExactly("/name", "/credits", "/default_phone_country_codes/0");

    var malformed =
        admin(
            "/admin/accounts",
            "{\"name\": 1, \"credits\": 1.5, \"personal_email_consent\": \"yes\"}");
    assertThat(malformed.status()).isEqualTo(400);
    assertThat(malformed.body().get("errors").findValuesAsText("pointer"))
        .containsExactly("/name", "/credits", "/personal_email_consent");
  }

  @Test
  void countsAReferenceOnce() {
    var account = api.account(5, false);
    var path = "/admin/accounts/" + account.id() + "/credits";
    var grant = "{\"amount\": 10, \"reference\": \"invoice 7\"}";

    for (var i = 0; i < 2; i++) {
      var answer = admin(path, grant);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.response().body())
          .isEqualTo(
              ("{\"account_id\":\"%s\",\"amount\":10,\"reference\":\"invoice 7\","
                      + "\"expires_at\":null,\"available\":15}")
                  .formatted(account.id()));
    }
    var conflicting = admin(path, "{\"amount\": 11, \"reference\": \"invoice 7\"}");
    assertThat(conflicting.status()).isEqualTo(409);
    assertThat(conflicting.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:conflicting-reference");
    assertThat(api.balance(account).available()).isEqualTo(15);
  }

  @Test
  void grantsNothingThatIsNoGrant() {
    var path = "/admin/accounts/" + api.account(5, false).id() + "/credits";
    assertThat(admin(path, "{}").body().get("errors").findValuesAsText("pointer"))
        .containsExactly("/amount", "/reference");
    for (var amount : new String[] {"0", "-1", "1000000001", "99999999999999999999"}) {
      var answer = admin(path, "{\"reference\": \"r\", \"amount\": %s}".formatted(amount));
      assertThat(answer.status()).as(amount).isEqualTo(422);
    }
  }

  @Test
  void grantsNothingToNobody() {
    var grant = "{\"amount\": 10, \"reference\": \"invoice 7\"}";
    assertThat(admin("/admin/accounts/" + UUID.randomUUID() + "/credits", grant).status())
        .isEqualTo(404);
    assertThat(admin("/admin/accounts/me/credits", grant).status()).isEqualTo(404);
  }

  @Test
  void asksForTheToken() {
    for (var headers :
        new String[][] {
          {},
          {"Authorization", "Bearer"},
          {"Authorization", "Bearer wrong"},
          {"Authorization", "Basic " + RunningApi.ADMIN_TOKEN},
          {"X-API-KEY", api.account(0, false).key().secret()}
        }) {
      var answer = api.send("POST", "/admin/accounts", BodyPublishers.ofString("no JSON"), headers);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
  }

  @Test
  void isNotThereWithoutAToken() {
    try (var closed = EnrichmentApi.create(api.parts(api.starter, null)).start(0)) {
      var answer =
          api.send(
              closed.port(),
              "POST",
              "/admin/accounts",
              BodyPublishers.ofString("{\"name\": \"Acme\"}"),
              "Authorization",
              "Bearer " + RunningApi.ADMIN_TOKEN);
      assertThat(answer.status()).isEqualTo(404);
    }
  }

  private static RunningApi.Answer admin(String path, String body) {
    return api.send(
        "POST",
        path,
        BodyPublishers.ofString(body),
        "Authorization",
        "Bearer " + RunningApi.ADMIN_TOKEN);
  }

  private static JsonNode credits(JsonNode created) {
    var account =
        new RunningApi.TestAccount(
            UUID.fromString(created.get("account_id").textValue()),
            new ApiKey(created.get("api_key").textValue()));
    return api.get(account, "/api/v2/credits").body();
  }
}
