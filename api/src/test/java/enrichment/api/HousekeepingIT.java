package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.store.TestDatabase;
import enrichment.store.webhooks.WebhookTests;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HousekeepingIT {

  @Test
  void deletesWhatNobodyNeedsAnyMore() throws InterruptedException {
    try (var api = RunningApi.withoutWorker(Duration.ofMillis(300))) {
      var account = api.account(2, false);
      assertThat(api.bulk(account, Bodies.bulk("email", 2)).status()).isEqualTo(503);
      execute(api, "update enrichment set admit_before = received_at");
      var testId = new WebhookTests(api.database).create(account.id(), "https://hooks.example/");
      execute(api, "update webhook_test set created_at = now() - interval '25 hours'");
      execute(
          api,
          "insert into webhook_receiver (account_id, origin, failures, failed_at)"
              + " select account_id, 'https://hooks.example', 10, now() - interval '31 days'"
              + " from account");
      execute(
          api,
          "insert into idempotency_key (account_id, key_hash, salt, fingerprint, messages, created_at)"
              + " select account_id, sha256('old'), sha256('a'), sha256('b'), 0,"
              + " now() - interval '49 hours' from account union all"
              + " select account_id, sha256('new'), sha256('a'), sha256('b'), 0,"
              + " now() - interval '47 hours' from account");

      api.ledger.grant(account.id(), 3, "brief", Instant.now().plusSeconds(60));
      execute(api, "update credit_lot set expires_at = now()");

      try (var housekeeping =
          Housekeeping.start(
              api.database, Duration.ZERO, Duration.ofMillis(100), Duration.ofMillis(100))) {
        assertThat(housekeeping).isNotNull();
        await(() -> api.count(account) == 0);
        await(() -> new WebhookTests(api.database).find(testId).isEmpty());
        await(() -> count(api, "webhook_receiver") == 0);
        await(() -> count(api, "credit_entry where kind = 'expire'") == 1);
        await(() -> count(api, "idempotency_key") == 1);
      }
    }
  }

  private static void execute(RunningApi api, String sql) {
    TestDatabase.jdbi(api.database).useHandle(handle -> handle.execute(sql));
  }

  private static int count(RunningApi api, String table) {
    return TestDatabase.jdbi(api.database)
        .withHandle(
            handle -> handle.createQuery("select count(*) from " + table).mapTo(int.class).one());
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(20);
    }
  }
}
