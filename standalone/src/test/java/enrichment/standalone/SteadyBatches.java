package enrichment.standalone;

import enrichment.store.accounts.Account;
import enrichment.store.accounts.Accounts;
import enrichment.store.accounts.ApiKey;
import enrichment.store.credits.CreditLedger;
import enrichment.store.sql.Ids;
import enrichment.temporal.MaintenanceWorkflows;
import enrichment.temporal.TemporalMetrics;
import enrichment.worker.ProviderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The stack on in-process servers that are renewed, with so many batches under way all the time.
 */
final class SteadyBatches implements AutoCloseable {

  static final int CONTACTS = 100;
  private static final int BESIDE_EACH_OTHER = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final CountingWorld world;
  private final Stack stack;
  private final DemoClient api;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger found = new AtomicInteger();

  private SteadyBatches(Path folder, CountingWorld world, long tasks, Duration drain, int credits)
      throws IOException {
    this.world = world;
    var file = Files.writeString(folder.resolve("providers.yaml"), world.providers());
    var providers = ProviderSettings.read(Map.of("PROVIDERS_FILE", file.toString()));
    var config = Batches.config(folder.resolve("data"), StandaloneProcess.freePort(), providers);
    stack =
        Stack.start(
            config,
            0,
            (unused, data, registry, tracing) ->
                StandaloneTemporal.inProcess(
                    TemporalMetrics.into(registry), tracing, tasks, drain));
    var account = new Account(Ids.next(), "Test", false, List.of());
    var key = ApiKey.generate();
    new Accounts(stack.database()).create(account, key);
    new CreditLedger(stack.database()).grant(account.accountId(), credits, "opening");
    api = new DemoClient(stack.url(), key);
  }

  /**
   * @param tasks how many a server does before it is renewed
   * @param drain how long it then goes on
   */
  static SteadyBatches start(
      Path folder, CountingWorld world, long tasks, Duration drain, int credits)
      throws IOException {
    return new SteadyBatches(folder, world, tasks, drain, credits);
  }

  /** Has so many batches enriched; one that is answered with an error, or not at all, fails it. */
  void run(int batches) throws Exception {
    try (var threads = Executors.newFixedThreadPool(BESIDE_EACH_OTHER)) {
      var all = new ArrayList<Future<?>>();
      for (var i = 0; i < batches; i++) {
        all.add(threads.submit(this::batch));
      }
      for (var batch : all) {
        batch.get();
      }
    }
  }

  private Void batch() throws Exception {
    var batch =
        Batches.distinct(next.getAndAdd(CONTACTS), CONTACTS).put("webhook_url", world.hook());
    // 503 is the answer of a machine that is too busy, and such a batch can never run.
    var id = Batches.postWhenReady(api, batch);
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var enrichment = api.get("/enrichments/" + id);
      if (enrichment.at("/contacts/pending").intValue() == 0
          && enrichment.at("/webhooks/pending").intValue() == 0) {
        found.addAndGet(enrichment.at("/contacts/found").intValue());
        return null;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not finished: " + enrichment);
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** How many contacts have been found, of batches that are done. */
  int found() {
    return found.get();
  }

  int renewals() {
    return stack.temporal().renewed().renewals();
  }

  void reconcile() {
    new MaintenanceWorkflows(stack.temporal().renewed().client()).reconcile();
  }

  DemoClient api() {
    return api;
  }

  @Override
  public void close() {
    stack.close();
  }
}
