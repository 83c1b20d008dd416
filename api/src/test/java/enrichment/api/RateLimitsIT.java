package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.api.RunningApi.Answer;
import enrichment.api.RunningApi.TestAccount;
import enrichment.api.http.RateLimits;
import enrichment.store.TestDatabase;
import enrichment.store.accounts.ApiKey;
import enrichment.store.accounts.ApiKeys;
import enrichment.store.accounts.NewApiKey;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Few requests a minute, so that none of the tests waits for one more. */
@Timeout(60)
class RateLimitsIT {

  private static final String CREDITS = "/api/v2/credits";

  private final RunningApi api = RunningApi.withoutWorker(Duration.ofSeconds(1));

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void limitsEveryKeyOfAnAccountAndAllOfThemTogether() {
    try (var limited = limited(5, 3)) {
      var account = api.account(0, false);
      var second = secondKey(account);
      var first = get(limited, account);
      assertThat(first.status()).isEqualTo(200);
      assertThat(first.header("RateLimit-Policy"))
          .isEqualTo("\"account\";q=5;w=60, \"key\";q=3;w=60");
      assertThat(first.header("RateLimit")).matches("\"key\";r=2;t=\\d+");
      get(limited, account);
      get(limited, account);

      var tooMany = get(limited, account);
      assertThat(tooMany.status()).isEqualTo(429);
      assertThat(tooMany.body().get("type").textValue())
          .isEqualTo("urn:enrichment:problem:too-many-requests");
      assertThat(Integer.parseInt(tooMany.header("Retry-After"))).isBetween(1, 20);
      // The account has not paid for the request that its key was refused.
      assertThat(get(limited, second).status()).isEqualTo(200);
      assertThat(get(limited, second).status()).isEqualTo(200);
      var together = get(limited, second);
      assertThat(together.status()).isEqualTo(429);
      assertThat(together.header("RateLimit")).startsWith("\"account\";r=0;t=");

      assertThat(get(limited, api.account(0, false)).status()).isEqualTo(200);
    }
  }

  @Test
  void readsNoBodyOfARequestThatIsOneTooMany() {
    try (var limited = limited(0, 1)) {
      var account = api.account(0, false);
      get(limited, account);
      var answer =
          api.send(
              limited.port(),
              "POST",
              "/api/v2/contacts/bulk_enrich",
              BodyPublishers.ofString("no JSON"),
              "X-API-KEY",
              account.key().secret());
      assertThat(answer.status()).isEqualTo(429);
    }
  }

  @Test
  void limitsNobodyWhereItIsToldNotTo() {
    try (var unlimited = limited(0, 0)) {
      var answer = get(unlimited, api.account(0, false));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("RateLimit-Policy")).isEmpty();
    }
  }

  @Test
  void limitsWhoeverGuessesKeysAndNobodyElse() {
    var account = api.account(0, false);
    assertThat(api.get(account, CREDITS).status()).isEqualTo(200);
    var refused = 0;
    while (api.send("GET", CREDITS, BodyPublishers.noBody()).status() == 401) {
      refused++;
      assertThat(refused).isLessThanOrEqualTo(1_000);
    }
    var tooMany = api.send("GET", CREDITS, BodyPublishers.noBody());
    assertThat(tooMany.status()).isEqualTo(429);
    assertThat(tooMany.header("Retry-After")).isEqualTo("1");
    assertThat(api.get(account, CREDITS).status()).isEqualTo(200);
  }

  @Test
  void looksUpNoKeyThatIsOneGuessTooMany() {
    var guesses = 0;
    while (guess().status() == 401) {
      guesses++;
      assertThat(guesses).isLessThanOrEqualTo(2_000);
    }
    var before = TestDatabase.statementsRun();
    var tooMany = IntStream.range(0, 200).filter(i -> guess().status() == 429).count();
    // Ten in a second may be looked up; the others are not.
    assertThat(tooMany).isPositive();
    assertThat(TestDatabase.statementsRun() - before).isLessThan(200 - tooMany + 20);
  }

  private Answer guess() {
    return api.send(
        "GET", CREDITS, BodyPublishers.noBody(), "X-API-KEY", ApiKey.generate().secret());
  }

  private EnrichmentApi limited(int perAccount, int perKey) {
    return EnrichmentApi.create(api.parts(new RateLimits.Settings(perAccount, perKey))).start(0);
  }

  private TestAccount secondKey(TestAccount account) {
    var key = ApiKey.generate();
    new ApiKeys(api.database).create(account.id(), NewApiKey.FIRST, key);
    return new TestAccount(account.id(), key);
  }

  private Answer get(EnrichmentApi limited, TestAccount account) {
    return api.send(
        limited.port(),
        "GET",
        CREDITS,
        BodyPublishers.noBody(),
        "X-API-KEY",
        account.key().secret());
  }
}
