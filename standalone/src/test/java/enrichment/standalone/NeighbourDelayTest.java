package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import enrichment.store.accounts.Account;
import enrichment.store.accounts.Accounts;
import enrichment.store.accounts.ApiKey;
import enrichment.store.credits.CreditLedger;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long one account's messages take while 2,000 messages of another account are queued for a
 * receiver that never answers, beside the same run where that receiver answers. Needs a real
 * Temporal server; prints both.
 */
@Tag("benchmark")
@Timeout(1_800)
class NeighbourDelayTest {

  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final int QUEUED_BATCHES = 20;
  private static final int MEASURED_BATCHES = 60;
  private static final int CONTACTS = 10;
  private static final long EVERY_MILLIS = 300;
  private static final double MOST = 1.2;

  @TempDir Path data;

  @Test
  void aSilentReceiverDelaysNobodyElse() throws Exception {
    var lone = new ArrayList<Percentiles>();
    var beside = new ArrayList<Percentiles>();
    for (var round = 0; round < ROUNDS; round++) {
      // In turn, and each first as often as second.
      if (round % 2 == 0) {
        lone.add(run(round, false));
        beside.add(run(round, true));
      } else {
        beside.add(run(round, true));
        lone.add(run(round, false));
      }
    }
    var ratio = median(beside) / median(lone);
    System.out.printf(
        "p99 of delivery, medians of %d rounds: %.0f ms, beside a silent receiver %.0f ms: x%.2f%n",
        ROUNDS, median(lone), median(beside), ratio);
    assertThat(ratio).isLessThanOrEqualTo(MOST);
  }

  private record Percentiles(double p50, double p99) {}

  private static double median(List<Percentiles> rounds) {
    var sorted = rounds.stream().mapToDouble(Percentiles::p99).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private Percentiles run(int round, boolean silent) throws Exception {
    var folder = data.resolve(round + "-" + silent);
    try (var healthy = RecordingReceiver.start();
        var mute = SilentReceiver.start();
        var stack = Stack.start(Batches.config(folder, StandaloneProcess.freePort()), 0)) {
      assertThat(stack.temporal().webUi()).as("a temporal executable on the PATH").isNotNull();
      var neighbour = new DemoClient(stack.url(), account(stack.database()));
      queue(neighbour, silent ? mute.url() : healthy.url());
      var measured = new DemoClient(stack.url(), stack.demoAccount().key());
      var percentiles = measure(measured, healthy);
      System.out.printf(
          "round %d, %s: p50 %.0f ms, p99 %.0f ms%n",
          round + 1,
          silent ? "beside a silent receiver" : "alone",
          percentiles.p50(),
          percentiles.p99());
      return percentiles;
    }
  }

  private static ApiKey account(Database database) {
    var account = new Account(Ids.next(), "Neighbour", false, List.of());
    var key = ApiKey.generate();
    new Accounts(database).create(account, key);
    new CreditLedger(database).grant(account.accountId(), 10_000, "opening");
    return key;
  }

  /** Until every contact has ended, and every message is queued or delivered. */
  private static void queue(DemoClient client, String url) throws Exception {
    var batch = Batches.sample(url);
    var ids = new ArrayList<String>();
    for (var i = 0; i < QUEUED_BATCHES; i++) {
      ids.add(client.post("/contacts/bulk_enrich", batch).get("enrichment_id").textValue());
    }
    for (var id : ids) {
      while (client.get("/enrichments/" + id).at("/contacts/pending").intValue() > 0) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    TimeUnit.SECONDS.sleep(20);
  }

  /** From the moment that a batch is posted to the moment that each of its messages arrives. */
  private static Percentiles measure(DemoClient client, RecordingReceiver receiver)
      throws Exception {
    var batch = Batches.sample(receiver.url());
    var contacts = (ArrayNode) batch.get("contacts");
    while (contacts.size() > CONTACTS) {
      contacts.remove(contacts.size() - 1);
    }
    var posted = new HashMap<String, Instant>();
    for (var i = 0; i < MEASURED_BATCHES; i++) {
      var at = Instant.now();
      var accepted = client.post("/contacts/bulk_enrich", batch);
      posted.put(accepted.get("enrichment_id").textValue(), at);
      TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
    }
    for (var id : posted.keySet()) {
      Batches.awaitFinished(client, id);
    }
    return percentiles(posted, receiver);
  }

  private static Percentiles percentiles(Map<String, Instant> posted, RecordingReceiver receiver) {
    var millis =
        receiver.messages().stream()
            .filter(message -> posted.containsKey(enrichmentId(message)))
            .mapToLong(
                message ->
                    Duration.between(posted.get(enrichmentId(message)), message.at()).toMillis())
            .sorted()
            .toArray();
    assertThat(millis).hasSize(MEASURED_BATCHES * CONTACTS);
    return new Percentiles(millis[millis.length / 2], millis[millis.length * 99 / 100]);
  }

  private static String enrichmentId(RecordingReceiver.Message message) {
    return message.body().get("enrichment_id").textValue();
  }
}
