package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.api.ApiParts;
import enrichment.api.EnrichmentApi;
import enrichment.domain.AddressPolicy;
import enrichment.store.Account;
import enrichment.store.Accounts;
import enrichment.store.ApiKey;
import enrichment.store.CreditLedger;
import enrichment.store.Database;
import enrichment.store.Ids;
import io.temporal.client.WorkflowClient;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the worker between a POST and its completion, over and over: every message
 * arrives, and comes a second time at most where a worker was killed over it. How often is said by
 * the system property {@code kills}, up to 90.
 */
@Tag("server")
@Timeout(900)
class WorkerKillIT {

  private static final int KILLS = Integer.getInteger("kills", 50);
  private static final int MESSAGES = 100;
  private static final String LOOPBACK = "127.0.0.0/8";

  private static final int CREDITS = 1_000;

  @TempDir Path dataDir;

  @Test
  void losesNoMessageAndRepeatsNoneThatNoWorkerDiedOver() throws Exception {
    try (var receiver = KillingReceiver.start(KILLS);
        var postgres = EmbeddedPostgres.start();
        var temporal = DevServer.start(dataDir)) {
      var databaseUrl = postgres.getJdbcUrl("postgres", "postgres");
      // One POST at a time, so that a kill is of that one alone.
      var environment =
          Map.of(
              "DATABASE_URL",
              databaseUrl,
              "TEMPORAL_ADDRESS",
              temporal.service().getOptions().getTarget(),
              "WEBHOOK_ALLOWED_NETWORKS",
              LOOPBACK,
              "WEBHOOK_POSTS_PER_HOST",
              "1");
      try (var database = Database.open(databaseUrl, 10);
          var workers = new Workers(environment, receiver)) {
        deliverABatch(database, temporal.client(), receiver, workers);
      }
      assertNothingLost(receiver);
    }
  }

  private static void deliverABatch(
      Database database, WorkflowClient temporal, KillingReceiver receiver, Workers workers)
      throws Exception {
    var account = new Account(Ids.next(), "Test", false, List.of());
    var key = ApiKey.generate();
    new Accounts(database).create(account, key);
    new CreditLedger(database).grant(account.accountId(), CREDITS, "opening");
    var parts = ApiParts.of(database, temporal, AddressPolicy.read(LOOPBACK), null);
    try (var api = EnrichmentApi.create(parts).start(0)) {
      var client = new DemoClient("http://localhost:" + api.port(), key);
      workers.startNext();
      var batch = postWhenReady(client, Batches.sample(receiver.url()));
      for (var kill = 0; kill < KILLS; kill++) {
        receiver.awaitDeath(Batches.PATIENCE);
        workers.startNext();
      }
      assertThat(Batches.awaitFinished(client, batch).at("/webhooks/delivered").intValue())
          .isEqualTo(MESSAGES);
    }
  }

  private static void assertNothingLost(KillingReceiver receiver) {
    var posts = receiver.posts();
    var repeats = posts.values().stream().mapToInt(count -> count - 1).sum();
    System.out.printf(
        "%d kills: %d of %d messages arrived, %d POSTs were repeats%n",
        KILLS, posts.size(), MESSAGES, repeats);
    assertThat(posts).hasSize(MESSAGES);
    assertThat(repeats).isLessThanOrEqualTo(KILLS);
    assertThat(receiver.ambiguousIds()).as("an id is one message").isEmpty();
  }

  /** The first answers come when the worker is up. */
  private static String postWhenReady(DemoClient client, JsonNode batch) throws Exception {
    while (true) {
      try {
        return client.post("/contacts/bulk_enrich", batch).get("enrichment_id").textValue();
      } catch (UnusableException e) {
        assertThat(e).hasMessageContaining("503");
      }
    }
  }

  /** One worker after the other. */
  private record Workers(Map<String, String> environment, KillingReceiver receiver)
      implements AutoCloseable {

    void startNext() throws IOException {
      receiver.willKill(WorkerProcess.start(environment)::kill);
    }

    @Override
    public void close() {
      receiver.killWorker();
    }
  }
}
