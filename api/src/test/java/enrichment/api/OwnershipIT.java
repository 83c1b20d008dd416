package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.store.accounts.ApiKey;
import enrichment.store.accounts.ApiKeys;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see what. */
@Timeout(60)
class OwnershipIT {

  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = RunningApi.withWorker();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void asksForAKey() {
    assertUnauthorized();
    assertUnauthorized("X-API-KEY", "");
    assertUnauthorized("X-API-KEY", "  ");
    assertUnauthorized("X-API-KEY", ApiKey.generate().secret());
    assertUnauthorized("Authorization", "Bearer " + RunningApi.ADMIN_TOKEN);
  }

  @Test
  void refusesARevokedKey() {
    var account = api.account(0, false);
    assertThat(api.get(account, "/api/v2/credits").status()).isEqualTo(200);
    var keys = new ApiKeys(api.database);
    var keyId = keys.authenticate(account.key()).orElseThrow().keyId();
    assertThat(keys.revoke(account.id(), keyId)).isTrue();
    assertUnauthorized("X-API-KEY", account.key().secret());
  }

  @Test
  void looksAtTheKeyBeforeTheBody() {
    var answer =
        api.send("POST", "/api/v2/contacts/bulk_enrich", BodyPublishers.ofString("no JSON"));
    assertThat(answer.status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"contacts", "enrichments"})
  void answersTheSameForWhatIsNotThereAndForWhatIsSomebodyElses(String collection) {
    var owner = api.account(1, false);
    var stranger = api.account(1, false);
    var id =
        api.post(
                owner,
                "/api/v2/contacts/single_enrich",
                "{\"enrichment_type\":[\"email\"],\"firstname\":\"A\",\"lastname\":\"L\","
                    + "\"domain\":\"analytical.example\"}")
            .body()
            .get("enrichment_id")
            .textValue();
    var path = "/api/v2/" + collection + "/";

    assertThat(api.get(owner, path + id).status()).isEqualTo(200);
    var foreign = api.get(stranger, path + id);
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.response().body())
        .isEqualTo(
            "{\"type\":\"urn:enrichment:problem:not-found\",\"title\":\"Not found\","
                + "\"status\":404,\"detail\":\"There is no such resource.\","
                + "\"error\":\"Not found\"}");
    for (var other : new String[] {UUID.randomUUID().toString(), "1-1-1-1-1", "x"}) {
      var unknown = api.get(stranger, path + other);
      assertThat(unknown.status()).isEqualTo(404);
      assertThat(unknown.response().body()).isEqualTo(foreign.response().body());
    }
  }

  @Test
  void showsEachAccountItsOwnCredits() {
    var answer = api.get(api.account(25, false), "/api/v2/credits");
    assertThat(answer.response().body())
        .isEqualTo(
            "{\"available\":25,\"held\":0,\"expiring\":[],"
                + "\"prices\":{\"email\":1,\"phone\":10,\"personal_email\":3}}");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  private static void assertUnauthorized(String... headers) {
    var answer = api.send("GET", "/api/v2/credits", BodyPublishers.noBody(), headers);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).startsWith("ApiKey");
    assertThat(answer.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:unauthorized");
  }
}
