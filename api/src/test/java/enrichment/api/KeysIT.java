package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.api.RunningApi.Answer;
import enrichment.api.RunningApi.TestAccount;
import enrichment.store.TestDatabase;
import enrichment.store.accounts.ApiKey;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several keys an account, and accounts that are suspended. */
@Timeout(60)
class KeysIT {

  private static final String KEYS = "/api/v2/account/keys";

  private static RunningApi api;

  private final TestAccount account = api.account(10, false);

  @BeforeAll
  static void start() {
    api = RunningApi.withoutWorker(java.time.Duration.ofSeconds(1));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void makesAKeyThatMayDoWhatItsScopesSay() {
    var made = api.post(account, KEYS, "{\"name\":\"Dashboard\",\"scopes\":[\"read\"]}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().get("name").textValue()).isEqualTo("Dashboard");
    assertThat(made.body().get("scopes")).hasToString("[\"read\"]");
    assertThat(made.body().get("expires_at").isNull()).isTrue();
    var reader = holder(made);

    assertThat(api.get(reader, "/api/v2/credits").status()).isEqualTo(200);
    var refused = api.get(reader, KEYS);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body().get("required_scope").textValue()).isEqualTo("account");
  }

  @Test
  void makesNoKeyThatMayDoMoreThanItself() {
    var accounting =
        holder(api.post(account, KEYS, "{\"name\":\"a\",\"scopes\":[\"account\",\"read\"]}"));
    var more = api.post(accounting, KEYS, "{\"name\":\"b\"}");
    assertThat(more.status()).isEqualTo(403);
    assertThat(more.body().get("required_scope").textValue()).isEqualTo("enrich");
    assertThat(api.post(accounting, KEYS, "{\"name\":\"b\",\"scopes\":[\"read\"]}").status())
        .isEqualTo(201);
  }

  @Test
  void listsKeysWithoutTheirSecrets() {
    var made = api.post(account, KEYS, "{\"name\":\"Second\"}");
    var secret = made.body().get("api_key").textValue();
    var list = api.get(account, KEYS);
    assertThat(list.response().body()).doesNotContain(secret).doesNotContain("api_key");
    var keys = list.body().get("keys");
    assertThat(keys).hasSize(2);
    assertThat(keys.get(0).get("name").textValue()).isEqualTo("Second");
    assertThat(keys.get(0).get("last_used_at").isNull()).isTrue();
    assertThat(keys.get(1).get("name").textValue()).isEqualTo("first");
    assertThat(Instant.parse(keys.get(1).get("last_used_at").textValue()))
        .isAfter(Instant.now().minusSeconds(60));
    assertThat(secret).startsWith(keys.get(0).get("prefix").textValue());
  }

  @Test
  void refusesARevokedKeyAtOnce() {
    var made = api.post(account, KEYS, "{\"name\":\"Leaked\"}");
    var leaked = holder(made);
    assertThat(api.get(leaked, "/api/v2/credits").status()).isEqualTo(200);
    var path = KEYS + "/" + made.body().get("key_id").textValue();
    for (var turn = 0; turn < 2; turn++) {
      assertThat(api.send(account, "DELETE", path, "").status()).isEqualTo(204);
    }
    assertThat(api.get(leaked, "/api/v2/credits").status()).isEqualTo(401);
    assertThat(api.get(account, "/api/v2/credits").status()).isEqualTo(200);
  }

  @Test
  void refusesAnExpiredKey() {
    var made =
        api.post(account, KEYS, "{\"name\":\"Brief\",\"expires_at\":\"2090-01-01T00:00:00Z\"}");
    assertThat(made.body().get("expires_at").textValue()).isEqualTo("2090-01-01T00:00:00Z");
    assertThat(api.get(holder(made), "/api/v2/credits").status()).isEqualTo(200);
    execute("update api_key set expires_at = now() where key_id = :id", keyId(made));
    assertThat(api.get(holder(made), "/api/v2/credits").status()).isEqualTo(401);
  }

  @Test
  void notesTheUseOfAKeyOnceAMinute() {
    var made = api.post(account, KEYS, "{\"name\":\"Busy\"}");
    api.get(holder(made), "/api/v2/credits");
    execute(
        "update api_key set last_used_at = now() - interval '50 seconds' where key_id = :id",
        keyId(made));
    var before = lastUse(made);
    api.get(holder(made), "/api/v2/credits");
    assertThat(lastUse(made)).isEqualTo(before);
    execute(
        "update api_key set last_used_at = now() - interval '61 seconds' where key_id = :id",
        keyId(made));
    api.get(holder(made), "/api/v2/credits");
    assertThat(lastUse(made)).isAfter(before);
  }

  @Test
  void hasAHundredKeysAtMostThatWork() {
    for (var made = 1; made < 100; made++) {
      assertThat(api.post(account, KEYS, "{\"name\":\"n\"}").status()).isEqualTo(201);
    }
    var refused = api.post(account, KEYS, "{\"name\":\"one too many\"}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:too-many-keys");
    var list = api.get(account, KEYS).body().get("keys");
    assertThat(list).hasSize(100);
    var last = list.get(0).get("key_id").textValue();
    assertThat(api.delete(account, KEYS + "/" + last).status()).isEqualTo(204);
    assertThat(api.post(account, KEYS, "{\"name\":\"in its place\"}").status()).isEqualTo(201);
  }

  @Test
  void listsTheLatestOfThoseThatHaveEnded() {
    TestDatabase.jdbi(api.database)
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        insert into api_key (key_hash, account_id, prefix, key_id, name, scopes,
                            revoked_at)
                        select sha256((n || :id::text)::bytea), :id, 'enr_', gen_random_uuid(), 'old',
                            '{read}', now()
                        from generate_series(1, 150) n
                        """)
                    .bind("id", account.id())
                    .execute());
    var list = api.get(account, KEYS).body().get("keys");
    assertThat(list).hasSize(101);
    assertThat(list.get(100).get("name").textValue()).isEqualTo("first");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                   | /name
          {"name":""}                                          | /name
          {"name":"a","scopes":[]}                             | /scopes
          {"name":"a","scopes":["read","write"]}               | /scopes/1
          {"name":"a","expires_at":"2020-01-01T00:00:00Z"}     | /expires_at
          {"name":"a","expires_at":"tomorrow"}                 | /expires_at
          """)
  void tellsWhatIsWrongWithARequest(String body, String pointer) {
    var answer = api.post(account, KEYS, body);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/pointer").textValue()).isEqualTo(pointer);
  }

  @Test
  void letsTheOperatorMakeAndRevokeKeys() {
    var keys = "/admin/accounts/" + account.id() + "/keys";
    var made = api.admin("POST", keys, "{\"name\":\"By hand\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(api.get(holder(made), "/api/v2/credits").status()).isEqualTo(200);
    assertThat(api.admin("GET", keys, "").body().get("keys")).hasSize(2);
    var key = keys + "/" + keyId(made);
    assertThat(api.admin("DELETE", key, "").status()).isEqualTo(204);
    assertThat(api.get(holder(made), "/api/v2/credits").status()).isEqualTo(401);

    var elsewhere = "/admin/accounts/" + UUID.randomUUID() + "/keys";
    assertThat(api.admin("GET", elsewhere, "").status()).isEqualTo(404);
    assertThat(api.admin("POST", elsewhere, "{\"name\":\"x\"}").status()).isEqualTo(404);
    assertThat(api.admin("DELETE", elsewhere + "/" + keyId(made), "").status()).isEqualTo(404);
  }

  @Test
  void refusesASuspendedAccountUntilItIsResumed() {
    var path = "/admin/accounts/" + account.id();
    assertThat(status(api.admin("POST", path + "/suspend", ""))).isEqualTo("suspended");
    var refused = api.get(account, "/api/v2/credits");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:account-suspended");
    assertThat(status(api.admin("GET", path, ""))).isEqualTo("suspended");
    assertThat(status(api.admin("POST", path + "/resume", ""))).isEqualTo("active");
    assertThat(api.get(account, "/api/v2/credits").status()).isEqualTo(200);
  }

  @Test
  void showsTheAccountAndChangesItsCountryCodes() {
    var shown = api.get(account, "/api/v2/account");
    assertThat(shown.body().get("account_id").textValue()).isEqualTo(account.id().toString());
    assertThat(status(shown)).isEqualTo("active");
    assertThat(shown.body().has("credits")).isFalse();
    assertThat(shown.body().get("personal_email_consent"))
        .hasToString("{\"given\":false,\"terms_version\":null,\"given_at\":null}");

    var changed =
        api.send(account, "PATCH", "/api/v2/account", "{\"default_phone_country_codes\":[\"fr\"]}");
    assertThat(changed.body().get("default_phone_country_codes")).hasToString("[\"FR\"]");
    var untouched = api.send(account, "PATCH", "/api/v2/account", "{}");
    assertThat(untouched.body()).isEqualTo(changed.body());
    var refused = api.send(account, "PATCH", "/api/v2/account", "{\"name\":\"x\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().at("/errors/0/detail").textValue()).isEqualTo("cannot be changed");
    var unknown = api.send(account, "PATCH", "/api/v2/account", "{\"a/b\":null}");
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.body().at("/errors/0/pointer").textValue()).isEqualTo("/a~1b");
  }

  @Test
  void letsTheOperatorListAndChangeAccounts() {
    var first = api.admin("GET", "/admin/accounts?limit=1", "");
    var latest = first.body().get("accounts").get(0);
    assertThat(latest.get("account_id").textValue()).isEqualTo(account.id().toString());
    assertThat(latest.at("/credits/available").intValue()).isEqualTo(10);
    var cursor = first.body().get("next_cursor").textValue();
    if (cursor != null) {
      var next = api.admin("GET", "/admin/accounts?limit=1&cursor=" + cursor, "");
      assertThat(next.body().at("/accounts/0/account_id")).isNotEqualTo(latest.get("account_id"));
    }
    var changed =
        api.admin(
            "PATCH",
            "/admin/accounts/" + account.id(),
            "{\"name\":\"Renamed\",\"reuse_days\":0,\"default_phone_country_codes\":[]}");
    assertThat(changed.body().get("name").textValue()).isEqualTo("Renamed");
    assertThat(changed.body().get("reuse_days").intValue()).isZero();
  }

  private static String status(Answer answer) {
    return answer.body().get("status").textValue();
  }

  private TestAccount holder(Answer made) {
    return new TestAccount(account.id(), new ApiKey(made.body().get("api_key").textValue()));
  }

  private static UUID keyId(Answer made) {
    return UUID.fromString(made.body().get("key_id").textValue());
  }

  private Instant lastUse(Answer made) {
    for (JsonNode key : api.get(account, KEYS).body().get("keys")) {
      if (key.get("key_id").equals(made.body().get("key_id"))) {
        return Instant.parse(key.get("last_used_at").textValue());
      }
    }
    throw new AssertionError("There is no such key");
  }

  private static void execute(String sql, UUID keyId) {
    TestDatabase.jdbi(api.database)
        .useHandle(handle -> handle.createUpdate(sql).bind("id", keyId).execute());
  }
}
