package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.api.temporal.EnrichmentStarter;
import enrichment.store.TestDatabase;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebhookSecretIT {

  private static final String PATH = "/api/v2/account/webhook_secret";

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
  void showsEachOwnerTheSecretOfTheAccount() {
    var one = api.account(0, false);
    var other = api.account(0, false);
    assertThat(secret(api.get(one, PATH)))
        .startsWith("whsec_")
        .isEqualTo(secret(api.get(one, PATH)))
        .isNotEqualTo(secret(api.get(other, PATH)));
  }

  @Test
  void givesANewOneOnRotation() {
    var account = api.account(0, false);
    var before = secret(api.get(account, PATH));
    var rotated = secret(api.post(account, PATH + "/rotate", ""));
    assertThat(rotated).isNotEqualTo(before).isEqualTo(secret(api.get(account, PATH)));
  }

  @Test
  void rotatesForEverybodyWhoAsksAtOnce() throws Exception {
    var account = api.account(0, false);
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var rotations =
          clients.invokeAll(
              IntStream.range(0, 5)
                  .<Callable<String>>mapToObj(
                      client -> () -> secret(api.post(account, PATH + "/rotate", "")))
                  .toList());
      var secrets = new HashSet<String>();
      for (var rotation : rotations) {
        secrets.add(rotation.get());
      }
      assertThat(secrets).hasSize(5).contains(secret(api.get(account, PATH)));
    }
  }

  @Test
  void keepsFiveOldSecretsInUseAtMost() {
    var account = api.account(0, false);
    for (var rotation = 0; rotation < 5; rotation++) {
      secret(api.post(account, PATH + "/rotate", ""));
    }
    var current = secret(api.get(account, PATH));
    var refused = api.post(account, PATH + "/rotate", "");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(86_000, 86_400);
    assertThat(secret(api.get(account, PATH))).isEqualTo(current);

    TestDatabase.jdbi(api.database)
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "update webhook_secret set expires_at = expires_at - interval '1 day'"
                            + " where account_id = :id")
                    .bind("id", account.id())
                    .execute());
    assertThat(secret(api.post(account, PATH + "/rotate", ""))).isNotEqualTo(current);
  }

  private static String secret(RunningApi.Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().get("webhook_secret").textValue();
  }
}
