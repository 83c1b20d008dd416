package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.store.lookups.ProviderPaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All workers together keep to a provider's rate, and use it. */
@Tag("server")
@Timeout(300)
class ProviderRateIT {

  private static final String PACED = "paced";
  private static final int RATE = 20;
  private static final int BATCHES = 4;
  private static final int CONTACTS = 100;

  /** Until they are queued nobody is called, so that it is the rate alone that is measured. */
  private static final Duration TIME_TO_QUEUE = Duration.ofSeconds(25);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path dataDir;

  @Test
  void noSecondHasMoreCallsThanTheRateAllowsAndFewHaveLess() throws Exception {
    try (var vendors = StubVendors.start(Map.of(PACED, StubVendor.KNOWS_EVERYBODY), call -> false);
        var stack = SplitStack.start(dataDir);
        var one = new WorkerChain(environment(stack, vendors));
        var other = new WorkerChain(environment(stack, vendors))) {
      one.startNext();
      other.startNext();
      // The first calls of a JVM take it longer than there is between two of them.
      enrich(stack, 1);
      var before = vendors.calls().all().size();
      new ProviderPaces(stack.database()).pause(PACED, TIME_TO_QUEUE);
      enrich(stack, BATCHES);

      var arrivals = new Arrivals(vendors.calls().all().stream().skip(before));
      var most = arrivals.mostIn(TimeUnit.SECONDS.toNanos(1));
      var average = arrivals.perSecond();
      System.out.printf(
          "%d calls at %d/s: at most %d in a second, %.1f/s on average%n",
          arrivals.count(), RATE, most, average);
      assertThat(arrivals.count()).isEqualTo(BATCHES * CONTACTS);
      assertThat(most).isLessThanOrEqualTo(RATE + 2);
      assertThat(average).isGreaterThanOrEqualTo(RATE - 3.0);
    }
  }

  private Map<String, String> environment(SplitStack stack, StubVendors vendors) throws Exception {
    var file =
        Files.writeString(
            dataDir.resolve("providers.yaml"),
            "waterfall: {email: ["
                + PACED
                + "]}\nproviders:\n"
                + vendors.definition(PACED, "rate: " + RATE + "/s"));
    return stack.environment(Map.of("PROVIDERS_FILE", file.toString()));
  }

  /** Of an account each, so that all of them queue up at once. */
  private static void enrich(SplitStack stack, int batches) throws Exception {
    var first = batches * 1_000;
    var clients = Stream.generate(stack::newClient).limit(batches).toList();
    var ids = new String[batches];
    for (var i = 0; i < batches; i++) {
      ids[i] =
          Batches.postWhenReady(clients.get(i), Batches.distinct(first + i * CONTACTS, CONTACTS));
    }
    for (var i = 0; i < batches; i++) {
      Batches.awaitFinished(clients.get(i), ids[i], PATIENCE);
    }
  }
}
