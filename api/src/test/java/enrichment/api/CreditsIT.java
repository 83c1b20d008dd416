package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.api.RunningApi.TestAccount;
import enrichment.api.temporal.EnrichmentStarter;
import enrichment.store.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CreditsIT {

  private static final Instant LATER =
      Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

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
  void grantsCreditsThatExpire() {
    var account = api.account(5, false);
    var grant = grant(10, "trial", LATER.toString());
    for (var i = 0; i < 2; i++) {
      assertThat(grant(account, grant).response().body())
          .isEqualTo(
              "{\"account_id\":\"%s\",\"amount\":10,\"reference\":\"trial\",\"expires_at\":\"%s\",\"available\":15}"
                  .formatted(account.id(), LATER));
    }
    grant(account, grant(3, "sooner", LATER.minusSeconds(1).toString()));
    var credits = api.get(account, "/api/v2/credits").body();
    assertThat(credits.get("available").intValue()).isEqualTo(18);
    assertThat(credits.get("expiring"))
        .hasToString(
            "[{\"amount\":3,\"expires_at\":\"%s\"},{\"amount\":10,\"expires_at\":\"%s\"}]"
                .formatted(LATER.minusSeconds(1), LATER));
  }

  @Test
  void takesTheSameReferenceWithTheSameExpiryOnly() {
    var account = api.account(5, false);
    grant(account, grant(10, "trial", LATER.toString()));
    for (var other :
        new String[] {
          grant(10, "trial", LATER.plusSeconds(1).toString()),
          grant(11, "trial", LATER.toString()),
          "{\"amount\": 10, \"reference\": \"trial\"}",
          grant(5, "opening", LATER.toString())
        }) {
      var answer = grant(account, other);
      assertThat(answer.status()).as(other).isEqualTo(409);
      assertThat(answer.body().get("type").textValue()).endsWith(":conflicting-reference");
    }
    assertThat(grant(account, grant(10, "trial", LATER.toString().replace("Z", "+00:00"))).status())
        .isEqualTo(200);
    assertThat(api.balance(account).available()).isEqualTo(15);
  }

  @Test
  void takesNoExpiryThatIsNone() {
    var account = api.account(0, false);
    for (var moment :
        new String[] {"2020-01-01T00:00:00Z", "2099-02-30T00:00:00Z", "2099-01-01", "tomorrow"}) {
      var answer = grant(account, grant(1, "r", moment));
      assertThat(answer.status()).as(moment).isEqualTo(422);
      assertThat(answer.body().get("errors").findValuesAsText("pointer"))
          .containsExactly("/expires_at");
    }
    assertThat(api.balance(account).available()).isZero();
  }

  @Test
  void knowsAGrantAgainThatHasExpired() {
    var account = api.account(5, false);
    var soon = Instant.now().plusMillis(400);
    var grant = grant(10, "brief", soon.toString());
    assertThat(grant(account, grant).status()).isEqualTo(200);
    await(account, 5);
    assertThat(grant(account, grant).status()).isEqualTo(200);
    var entry = entries(account, "?limit=1").get("entries").get(0);
    assertThat(entry.get("kind").textValue()).isEqualTo("expire");
    assertThat(entry.get("amount").intValue()).isEqualTo(10);
    assertThat(entry.get("reference").textValue()).isEqualTo("brief");
  }

  @Test
  void listsTheLedgerNewestFirst() {
    var account = api.account(5, false);
    grant(account, grant(10, "trial", LATER.toString()));
    var body = entries(account, "");
    assertThat(body.get("next_cursor").isNull()).isTrue();
    assertThat(body.get("entries").findValuesAsText("reference"))
        .containsExactly("trial", "opening");
    var newest = body.get("entries").get(0);
    assertThat(newest.properties().stream().map(member -> member.getKey()))
        .containsExactly(
            "entry_id",
            "kind",
            "amount",
            "enrichment_id",
            "position",
            "reference",
            "expires_at",
            "created_at");
    assertThat(newest.get("entry_id").isTextual()).isTrue();
    assertThat(newest.get("kind").textValue()).isEqualTo("grant");
    assertThat(newest.get("expires_at").textValue()).isEqualTo(LATER.toString());
    assertThat(newest.get("enrichment_id").isNull()).isTrue();
  }

  @Test
  void pagesThroughTheLedgerWhileItGrows() {
    var account = api.account(1, false);
    for (var i = 2; i <= 7; i++) {
      api.ledger.grant(account.id(), i, "grant " + i);
    }
    api.ledger.grant(api.account(1, false).id(), 99, "somebody else's");
    var amounts = new ArrayList<Integer>();
    var query = "?limit=3";
    for (var page = 0; query != null; page++) {
      var body = entries(account, query);
      body.get("entries").forEach(entry -> amounts.add(entry.get("amount").intValue()));
      query =
          body.get("next_cursor").isNull()
              ? null
              : "?limit=3&cursor=" + body.get("next_cursor").textValue();
      api.ledger.grant(account.id(), 100, "meanwhile " + page);
    }
    assertThat(amounts).containsExactly(7, 6, 5, 4, 3, 2, 1);
    for (var broken : new String[] {"?limit=0", "?limit=101", "?cursor=x"}) {
      var answer = api.get(account, "/api/v2/credits/entries" + broken);
      assertThat(answer.status()).as(broken).isEqualTo(422);
      assertThat(answer.body().get("type").textValue()).endsWith(":invalid-request");
    }
  }

  @Test
  void startsNothingThatCostsMoreThanItMay() {
    var account = api.account(40, false);
    var bulk = api.bulk(account, Bodies.bulkWith("max_credits", "1"));
    assertThat(bulk.status()).isEqualTo(422);
    assertThat(bulk.body().get("type").textValue()).endsWith(":max-credits-exceeded");
    assertThat(bulk.body().get("required").intValue()).isEqualTo(2);
    assertThat(bulk.body().get("max_credits").intValue()).isEqualTo(1);
    var single =
        api.post(
            account,
            "/api/v2/contacts/single_enrich",
            Bodies.contactWith("enrichment_type", "[\"email\"],\"max_credits\":0"));
    assertThat(single.body().get("type").textValue()).endsWith(":max-credits-exceeded");
    assertThat(api.count(account)).isZero();

    var broken = api.bulk(account, Bodies.bulkWith("max_credits", "-1"));
    assertThat(broken.body().get("errors").findValuesAsText("pointer"))
        .containsExactly("/max_credits");
    assertThat(api.bulk(account, Bodies.bulkWith("max_credits", "1.5")).status()).isEqualTo(400);
  }

  private static void await(TestAccount account, long available) {
    while (api.balance(account).available() != available) {
      TestDatabase.jdbi(api.database).useHandle(handle -> handle.execute("select pg_sleep(0.05)"));
    }
  }

  private static JsonNode entries(TestAccount account, String query) {
    var answer = api.get(account, "/api/v2/credits/entries" + query);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  private static String grant(long amount, String reference, String expiresAt) {
    return "{\"amount\": %d, \"reference\": \"%s\", \"expires_at\": \"%s\"}"
        .formatted(amount, reference, expiresAt);
  }

  private static RunningApi.Answer grant(TestAccount account, String body) {
    return api.send(
        "POST",
        "/admin/accounts/" + account.id() + "/credits",
        BodyPublishers.ofString(body),
        "Authorization",
        "Bearer " + RunningApi.ADMIN_TOKEN);
  }
}
