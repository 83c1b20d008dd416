package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.observability.metrics.Metrics;
import enrichment.observability.tracing.Tracing;
import enrichment.store.sql.Database;
import enrichment.worker.EnrichmentWorker;
import enrichment.worker.ProviderSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a worker gets done, and how long batches wait to be accepted meanwhile, in variants of its
 * sizes, each in turn with the others on one server. The first variant is the one that the others
 * are compared with. Needs a real Temporal server; prints figures and asserts none.
 */
@Tag("benchmark")
@Timeout(1_800)
class ThroughputTest {

  private static final List<String> VARIANTS =
      List.of(System.getProperty("variants", "usual,autoscaling").split(","));
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final int BATCHES = Integer.getInteger("batches", 7);
  private static final int CONTACTS = 100;
  private static final String VENDOR = "quick";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  private int people;

  /**
   * @param contactsPerSecond from the first batch's post to the last webhook
   * @param admission the median time to the 202 of a batch, in ms
   */
  private record Figures(double contactsPerSecond, double admission) {}

  @Test
  void measuresVariantsInTurn() throws Exception {
    var figures = new HashMap<String, List<Figures>>();
    try (var vendors =
            StubVendors.start(Map.of(VENDOR, StubVendor.KNOWS_EVERYBODY), call -> false);
        var receiver = RecordingReceiver.start();
        var stack = SplitStack.start(folder)) {
      // What the JVM has not compiled yet would be counted to the variant that comes first.
      run(stack, vendors, receiver, WorkerVariant.of("usual"));
      for (var round = 0; round < ROUNDS; round++) {
        for (var name : inTurn(round)) {
          var measured = run(stack, vendors, receiver, WorkerVariant.of(name));
          figures.computeIfAbsent(name, unused -> new ArrayList<>()).add(measured);
          System.out.printf(
              "round %d, %s: %.1f contacts/s (%.2f batches/s), admission p50 %.0f ms%n",
              round + 1,
              name,
              measured.contactsPerSecond(),
              measured.contactsPerSecond() / CONTACTS,
              measured.admission());
        }
      }
    }
    print(figures);
  }

  /** Each is first as often as last. */
  private static List<String> inTurn(int round) {
    return round % 2 == 0 ? VARIANTS : VARIANTS.reversed();
  }

  private Figures run(
      SplitStack stack, StubVendors vendors, RecordingReceiver receiver, WorkerVariant variant)
      throws Exception {
    var environment = stack.environment(Map.of());
    var client =
        WorkflowClient.newInstance(
            stack.temporal().service(),
            WorkflowClientOptions.newBuilder().setPlugins(variant.plugin()).build());
    try (var database = Database.open(environment.get("DATABASE_URL"), variant.connections());
        var worker =
            EnrichmentWorker.start(
                client,
                database,
                Batches.workerSettings(providers(vendors)),
                Metrics.off().registry(),
                Tracing.OFF)) {
      assertThat(worker).isNotNull();
      return measure(stack, receiver);
    }
  }

  private ProviderSettings providers(StubVendors vendors) throws Exception {
    var file =
        Files.writeString(
            folder.resolve("providers.yaml"),
            "waterfall: {email: [%s]}%nproviders:%n%s"
                .formatted(VENDOR, vendors.definition(VENDOR)));
    return ProviderSettings.read(Map.of("PROVIDERS_FILE", file.toString()));
  }

  private Figures measure(SplitStack stack, RecordingReceiver receiver) throws Exception {
    var warm = stack.newClient();
    Batches.awaitFinished(warm, post(warm, receiver, 2), PATIENCE);
    // An account each, since the batches of one would take turns.
    var clients = Stream.generate(stack::newClient).limit(BATCHES).toList();
    var start = System.nanoTime();
    var accepted = new double[BATCHES];
    var ids = new ArrayList<String>();
    for (var i = 0; i < BATCHES; i++) {
      var posted = System.nanoTime();
      ids.add(post(clients.get(i), receiver, CONTACTS));
      accepted[i] = millisSince(posted);
    }
    for (var i = 0; i < BATCHES; i++) {
      Batches.awaitFinished(clients.get(i), ids.get(i), PATIENCE);
    }
    var seconds = millisSince(start) / 1_000;
    return new Figures(BATCHES * CONTACTS / seconds, median(Arrays.stream(accepted).boxed()));
  }

  private String post(DemoClient client, RecordingReceiver receiver, int contacts)
      throws Exception {
    var batch = Batches.distinct(people, contacts).put("webhook_url", receiver.url());
    people += contacts;
    return client.post("/contacts/bulk_enrich", batch).get("enrichment_id").textValue();
  }

  private static double millisSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  private static void print(Map<String, List<Figures>> figures) {
    var first = figures.get(VARIANTS.getFirst());
    for (var name : VARIANTS) {
      var rounds = figures.get(name);
      System.out.printf(
          "%s: medians of %d rounds %.1f contacts/s (x%.2f), admission p50 %.0f ms (x%.2f)%n",
          name,
          ROUNDS,
          median(rounds, Figures::contactsPerSecond),
          median(rounds, Figures::contactsPerSecond) / median(first, Figures::contactsPerSecond),
          median(rounds, Figures::admission),
          median(rounds, Figures::admission) / median(first, Figures::admission));
    }
  }

  private static double median(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
    return median(rounds.stream().map(figure::applyAsDouble));
  }

  private static double median(Stream<Double> values) {
    var sorted = values.sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
