package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.api.http.RateLimits;
import enrichment.observability.metrics.MetricsSettings;
import enrichment.store.accounts.Account;
import enrichment.store.accounts.Accounts;
import enrichment.store.accounts.ApiKey;
import enrichment.store.credits.CreditLedger;
import enrichment.store.directory.Directory;
import enrichment.store.directory.DirectoryPerson;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import enrichment.worker.ProviderSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A vendor without limits that takes its time, and an account that never asks it anything. */
@Timeout(600)
class SlowVendorIT {

  private static final String SLOW = "slow";

  /** What a worker calls a vendor without limits at a time. */
  private static final int AT_A_TIME = 200;

  private static final int BATCHES = 3;
  private static final int CONTACTS = 100;
  private static final int WARM_UP = 20;
  private static final int MEASURED = 40;
  private static final double MOST = 1.5;
  private static final Duration TIME_TO_QUEUE = Duration.ofMinutes(3);

  @TempDir Path dataDir;

  private EmbeddedPostgres postgres;
  private int people;

  @BeforeEach
  void start() throws Exception {
    postgres = EmbeddedPostgres.start();
  }

  @AfterEach
  void stop() throws Exception {
    postgres.close();
  }

  @Test
  void theDirectoryAnswersThoughAllCallsToAVendorAreHeld() throws Exception {
    var held = new CountDownLatch(1);
    try (var vendors = vendors(() -> held.await(5, TimeUnit.MINUTES));
        var stack = start(vendors)) {
      var neighbour = newClient(stack);
      importPeople(stack.database(), 3);
      try {
        keepBusy(stack, vendors);

        for (var i = 0; i < 3; i++) {
          assertThat(providerOfNext(neighbour)).isEqualTo("directory");
        }
      } finally {
        // The worker waits for its calls when it is closed.
        held.countDown();
      }
    }
  }

  /**
   * It answers when all is measured, much later than after the 18 s of the slowest vendors:
   * contacts that end would take this machine's processor, and it is the waiting that is measured.
   */
  @Test
  @Tag("server")
  void anotherAccountsContactIsAsFastAsAlone() throws Exception {
    var held = new CountDownLatch(1);
    try (var vendors = vendors(() -> held.await(5, TimeUnit.MINUTES));
        var stack = start(vendors)) {
      var neighbour = newClient(stack);
      importPeople(stack.database(), WARM_UP + 3 * MEASURED);
      measure(neighbour, WARM_UP);
      // Before and after, since other programs may use this machine more or less by then.
      var lone = measure(neighbour, MEASURED);
      var busy = keepBusy(stack, vendors);
      var beside = measure(neighbour, MEASURED);
      held.countDown();
      for (var batch : busy.entrySet()) {
        Batches.awaitFinished(batch.getValue(), batch.getKey(), Duration.ofMinutes(3));
      }
      lone.addAll(measure(neighbour, MEASURED));

      System.out.printf(
          "A contact that the directory knows, alone: p50 %d, p95 %d ms; beside %d contacts at a"
              + " slow vendor: p50 %d, p95 %d ms%n",
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
            + vendors.definition(SLOW).replace("timeout: 5s", "timeout: 5m");
    return Stack.start(
        new StandaloneConfig(
            0,
            postgres.getJdbcUrl("postgres", "postgres"),
            null,
            StandaloneProcess.freePort(),
            dataDir.resolve("data"),
            "admin-token",
            Batches.KEY,
            Batches.workerSettings(new ProviderSettings("vendors.yaml", file, Map.of())),
            new RateLimits.Settings(0, 0),
            MetricsSettings.OFF),
        0);
  }

  /**
   * Of an account each, since those of one take turns.
   *
   * @return the batches, once all of their contacts wait for the vendor
   */
  private Map<String, DemoClient> keepBusy(Stack stack, StubVendors vendors) throws Exception {
    Map<String, DemoClient> batches = new HashMap<>();
    for (var i = 0; i < BATCHES; i++) {
      var client = newClient(stack);
      batches.put(Batches.postWhenReady(client, Batches.distinct(i * CONTACTS, CONTACTS)), client);
    }
    var deadline = System.nanoTime() + TIME_TO_QUEUE.toNanos();
    while (vendors.calls().all().size() < AT_A_TIME
        || missedByTheDirectory() < BATCHES * CONTACTS) {
      assertThat(System.nanoTime())
          .as(
              "the vendor is busy, with %d calls, and the directory has missed %d",
              vendors.calls().all().size(), missedByTheDirectory())
          .isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
    TimeUnit.SECONDS.sleep(2);
    return batches;
  }

  private int missedByTheDirectory() throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select count(*) from lookup"
                    + " where provider = 'directory' and outcome = 'NOT_FOUND'")) {
      row.next();
      return row.getInt(1);
    }
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
    return took;
  }

  private static long percentile(List<Long> values, int percent) {
    var sorted = values.stream().sorted().toList();
    return sorted.get((sorted.size() - 1) * percent / 100);
  }
}
