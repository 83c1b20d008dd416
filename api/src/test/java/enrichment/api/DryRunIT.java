package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.api.RunningApi.Answer;
import enrichment.api.RunningApi.TestAccount;
import enrichment.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking what a batch would cost. */
@Timeout(60)
class DryRunIT {

  private static final String PATH = "/api/v2/contacts/bulk_enrich";

  private static RunningApi api;

  private final TestAccount account = api.account(40, false);

  @BeforeAll
  static void start() {
    api = RunningApi.withWorker();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @AfterEach
  void writesAndHoldsNothing() {
    assertThat(api.count(account)).isZero();
    assertThat(api.balance(account).held()).isZero();
  }

  @Test
  void tellsWhatABatchNeedsAndWhatThereIs() {
    var answer = dryRun(account, Bodies.bulk("email", 2));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().body())
        .isEqualTo(
            "{\"dry_run\":true,\"enrichment_type\":[\"email\"],\"contacts\":2,"
                + "\"credits\":{\"required\":2,\"available\":40}}");
    assertThat(answer.header("Location")).isEmpty();
    assertThat(dryRun(account, Bodies.bulk("phone", 4)).body().at("/credits/required").intValue())
        .isEqualTo(40);
  }

  @Test
  void refusesAsTheRealCallDoes() {
    var poor = api.account(1, false);
    for (var body :
        new String[] {
          "{",
          "{}",
          Bodies.bulk("email", 1),
          Bodies.bulk("personal_email", 2),
          Bodies.bulk("email", 2),
          Bodies.bulkWith("webhook_url", "\"http://127.0.0.1/\"")
        }) {
      var dry = dryRun(poor, body);
      var real = api.post(poor, PATH, body);
      assertThat(dry.status()).isEqualTo(real.status()).isGreaterThanOrEqualTo(400);
      assertThat(dry.response().body()).isEqualTo(real.response().body());
    }
  }

  @Test
  void refusesAPausedWebhook() {
    TestDatabase.jdbi(api.database)
        .useHandle(
            handle ->
                handle.execute(
                    "insert into webhook_pause (account_id, url_md5) values (?, md5(?))",
                    account.id(),
                    "https://hooks.example/gone"));
    var answer = dryRun(account, Bodies.bulkWith("webhook_url", "\"https://hooks.example/gone\""));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/pointer").textValue()).isEqualTo("/webhook_url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "TRUE", "yes"})
  void takesTrueOrFalse(String dryRun) {
    var answer = api.post(account, PATH + "?dry_run=" + dryRun, Bodies.bulk("email", 2));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("detail").textValue()).contains("dry_run");
  }

  @Test
  void falseIsTheRealCall() {
    var other = api.account(2, false);
    assertThat(api.post(other, PATH + "?dry_run=false", Bodies.bulk("email", 2)).status())
        .isEqualTo(202);
    assertThat(api.count(other)).isEqualTo(1);
  }

  @Test
  void leavesIdempotencyKeysAlone() {
    var dry = api.post(account, PATH + "?dry_run=true", Bodies.bulk("email", 2), "a b");
    assertThat(dry.status()).isEqualTo(200);
    api.post(account, PATH + "?dry_run=true", Bodies.bulk("email", 2), "key");
    int keys =
        TestDatabase.jdbi(api.database)
            .withHandle(
                handle ->
                    handle
                        .createQuery("select count(*) from idempotency_key where account_id = :id")
                        .bind("id", account.id())
                        .mapTo(int.class)
                        .one());
    assertThat(keys).isZero();
  }

  private static Answer dryRun(TestAccount account, String body) {
    return api.post(account, PATH + "?dry_run=true", body);
  }
}
