package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.store.Account;
import enrichment.store.Accounts;
import enrichment.store.ApiKey;
import enrichment.store.CreditLedger;
import enrichment.store.Database;
import enrichment.store.Directory;
import enrichment.store.DirectoryPerson;
import enrichment.store.Ids;
import enrichment.worker.ProviderSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A vendor without limits that takes its time, and an account that never asks it anything. */
@Timeout(300)
class SlowVendorIT {

  private static final String SLOW = "slow";

  /** What a worker calls a vendor without limits at a time. */
  private static final int AT_A_TIME = 200;

  private static final int BATCHES = 6;
  private static final int CONTACTS = 100;
  private static final int WARM_UP = 20;
  private static final int MEASURED = 40;
  private static final double MOST = 1.5;

  @TempDir Path dataDir;

  private int people;

  @Test
  void theDirectoryAnswersThoughAllCallsToAVendorAreHeld() throws Exception {
    var held = new CountDownLatch(1);
    try (var vendors = vendors(() -> held.await(60, TimeUnit.SECONDS));
        var stack = start(vendors)) {
      var neighbour = newClient(stack);
      importPeople(stack.database(), 3);
      keepBusy(stack, vendors);

      for (var i = 0; i < 3; i++) {
        assertThat(providerOfNext(neighbour)).isEqualTo("directory");
      }
      held.countDown();
    }
  }

  /** 18 s a call, and more contacts under way than there are calls. */
  @Test
  @Tag("server")
  void anotherAccountsContactIsAsFastAsAlone() throws Exception {
    try (var vendors = vendors(() -> TimeUnit.SECONDS.sleep(18));
        var stack = start(vendors)) {
      var neighbour = newClient(stack);
      importPeople(stack.database(), WARM_UP + 2 * MEASURED);
      measure(neighbour, WARM_UP);
      var lone = measure(neighbour, MEASURED);
      keepBusy(stack, vendors);
      var beside = measure(neighbour, MEASURED);

      System.out.printf(
          "A contact that the directory knows, alone: p50 %d, p95 %d ms; beside %d contacts at a"
              + " vendor of 18 s: p50 %d, p95 %d ms%n",
          percentile(lone, 50),
          percentile(lone, 95),
          BATCHES * CONTACTS,
          percentile(beside, 50),
          percentile(beside, 95));
      assertThat((double) percentile(beside, 95) / percentile(lone, 95)).isLessThanOrEqualTo(MOST);
    }
  }

  private interface Thinking {
    void think() throws InterruptedException;
  }

  private static StubVendors vendors(Thinking thinking) throws Exception {
    return StubVendors.start(
        Map.of(
            SLOW,
            domain -> {
              try {
                thinking.think();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return StubReply.MISS;
            }),
        call -> false);
  }

  private Stack start(StubVendors vendors) throws Exception {
    var file =
        "waterfall: {email: [directory, slow]}\nproviders:\n"
            + vendors.definition(SLOW).replace("timeout: 5s", "timeout: 60s");
    return Stack.start(
        Batches.config(
            dataDir.resolve("data"),
            StandaloneProcess.freePort(),
            new ProviderSettings("vendors.yaml", file, Map.of())),
        0);
  }

  /** Of an account each, since those of one take turns. */
  private static void keepBusy(Stack stack, StubVendors vendors) throws Exception {
    for (var i = 0; i < BATCHES; i++) {
      newClient(stack).post("/contacts/bulk_enrich", Batches.distinct(i * CONTACTS, CONTACTS));
    }
    var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
    while (vendors.calls().all().size() < AT_A_TIME) {
      assertThat(System.nanoTime()).as("the vendor is busy").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
    // The others are queued by then.
    TimeUnit.SECONDS.sleep(3);
  }

  private static DemoClient newClient(Stack stack) {
    var account = new Account(Ids.next(), "Test", false, List.of());
    var key = ApiKey.generate();
    new Accounts(stack.database()).create(account, key);
    new CreditLedger(stack.database()).grant(account.accountId(), 10_000, "opening");
    return new DemoClient(stack.url(), key);
  }

  private static void importPeople(Database database, int count) {
    new Directory(database)
        .upsert(
            IntStream.range(0, count)
                .mapToObj(
                    i ->
                        new DirectoryPerson(
                            null,
                            "Ada",
                            "Lovelace",
                            domain(i),
                            null,
                            "ada@" + domain(i),
                            "deliverable",
                            null,
                            "N/A",
                            List.of()))
                .toList());
  }

  private static String domain(int person) {
    return "directory-%d.example".formatted(person);
  }

  /** Of the next one whom the directory knows; null: there was no answer in time. */
  private @Nullable String providerOfNext(DemoClient client) throws Exception {
    var body = DemoClient.JSON.createObjectNode();
    body.putArray("enrichment_type").add("email");
    body.put("firstname", "Ada").put("lastname", "Lovelace").put("domain", domain(people++));
    return client.post("/contacts/sync_single_enrich", body).path("provider").textValue();
  }

  private List<Long> measure(DemoClient client, int contacts) throws Exception {
    var took = new ArrayList<Long>();
    for (var i = 0; i < contacts; i++) {
      var start = System.nanoTime();
      assertThat(providerOfNext(client)).isEqualTo("directory");
      took.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
    }
    Collections.sort(took);
    return took;
  }

  private static long percentile(List<Long> sorted, int percent) {
    return sorted.get((sorted.size() - 1) * percent / 100);
  }
}
