package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.store.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InertEnrichmentSweeperIT {

  @Test
  void deletesWhatWasNeverAccepted() throws InterruptedException {
    try (var api = RunningApi.withoutWorker(Duration.ofMillis(300))) {
      var account = api.account(2, false);
      assertThat(api.bulk(account, Bodies.bulk("email", 2)).status()).isEqualTo(503);
      TestDatabase.jdbi(api.database)
          .useHandle(handle -> handle.execute("update enrichment set admit_before = received_at"));

      try (var sweeper =
          InertEnrichmentSweeper.start(api.enrichments, Duration.ZERO, Duration.ofMillis(100))) {
        assertThat(sweeper).isNotNull();
        while (api.count(account) > 0) {
          Thread.sleep(20);
        }
      }
    }
  }
}
