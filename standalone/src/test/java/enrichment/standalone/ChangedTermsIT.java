package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The terms of providers change under load, worker by worker: every contact ends, whichever worker
 * has accepted it and whichever are left.
 */
@Tag("server")
@Timeout(600)
class ChangedTermsIT {

  /** Is asked first, on terms that change. */
  private static final String STAYS = "stays";

  /** Is asked next, and in some files not at all. */
  private static final String COMES_AND_GOES = "comes-and-goes";

  /** The same by another name, in some files. */
  private static final String RENAMED = "renamed";

  private static final List<String> TERMS =
      List.of("rate: 3/s", "repeatable: false", "concurrency: 1", "rate: 4/s");

  /** Which terms follow which. */
  private static final long SEED = Long.getLong("terms.seed", 1);

  private static final int CHANGES = 4;
  private static final int BATCHES = 5;
  private static final int CONTACTS = 3;
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(40);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path dataDir;

  @Test
  void everyContactEnds() throws Exception {
    var random = new Random(SEED);
    try (var vendors =
            StubVendors.start(
                Map.of(
                    STAYS, StubVendor.KNOWS_NOBODY,
                    COMES_AND_GOES, StubVendor.KNOWS_NOBODY,
                    RENAMED, StubVendor.KNOWS_NOBODY),
                call -> false);
        var stack = SplitStack.start(dataDir)) {
      Map<String, DemoClient> posted = new HashMap<>();
      var worker = start(stack, file(vendors, random, 0));
      try {
        post(stack, posted);
        for (var change = 1; change <= CHANGES; change++) {
          var before = worker;
          worker = start(stack, file(vendors, random, change));
          try {
            // Meanwhile either of them accepts batches, and the old one those of its terms.
            for (var i = 0; i < 4; i++) {
              post(stack, posted);
              TimeUnit.SECONDS.sleep(3);
            }
          } finally {
            before.stop(LONGEST_DRAIN);
          }
        }
        // By the worker that is left: when it started, the one before still polled them.
        assertThat(pending(posted)).as("contacts on queues without a worker").isPositive();
        assertAllEnd(posted);
      } finally {
        worker.kill();
      }
    }
  }

  private static void assertAllEnd(Map<String, DemoClient> posted) throws Exception {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    var open = new ArrayList<>(posted.keySet());
    var pending = 0;
    while (!open.isEmpty() && System.nanoTime() < deadline) {
      pending = 0;
      for (var id : List.copyOf(open)) {
        var contacts = posted.get(id).get("/enrichments/" + id).get("contacts");
        pending += contacts.get("pending").intValue();
        if (contacts.get("pending").intValue() == 0) {
          open.remove(id);
          // The first provider is there in every file, and answers.
          assertThat(contacts.get("failed").intValue()).isZero();
        }
      }
      TimeUnit.SECONDS.sleep(1);
    }
    System.out.printf("%d of %d contacts have not ended%n", pending, posted.size() * CONTACTS);
    assertThat(open).isEmpty();
  }

  private static int pending(Map<String, DemoClient> posted) throws Exception {
    var pending = 0;
    for (var batch : posted.entrySet()) {
      pending +=
          batch.getValue().get("/enrichments/" + batch.getKey()).at("/contacts/pending").intValue();
    }
    return pending;
  }

  private static void post(SplitStack stack, Map<String, DemoClient> posted) throws Exception {
    for (var i = 0; i < BATCHES; i++) {
      var client = stack.newClient();
      var batch = Batches.distinct(posted.size() * CONTACTS, CONTACTS);
      posted.put(Batches.postWhenReady(client, batch), client);
    }
  }

  private static WorkerProcess start(SplitStack stack, Path file) throws Exception {
    return WorkerProcess.start(stack.environment(Map.of("PROVIDERS_FILE", file.toString())));
  }

  private Path file(StubVendors vendors, Random random, int number) throws Exception {
    var chain = new ArrayList<String>();
    var definitions = new StringBuilder();
    chain.add(STAYS);
    // Never the same twice, so that a queue comes or goes with each.
    definitions.append(vendors.definition(STAYS, TERMS.get(number % TERMS.size())));
    var second = List.of(COMES_AND_GOES, RENAMED, "").get((number + random.nextInt(2)) % 3);
    var terms = TERMS.get(random.nextInt(TERMS.size()));
    if (number == CHANGES - 1) {
      // So slow that some still wait for it when it is gone.
      second = COMES_AND_GOES;
      terms = "rate: 6/m";
    } else if (number == CHANGES) {
      second = "";
    }
    if (!second.isEmpty()) {
      chain.add(second);
      definitions.append(vendors.definition(second, terms));
    }
    return Files.writeString(
        dataDir.resolve("providers-%d.yaml".formatted(number)),
        "waterfall: {email: [%s]}%nproviders:%n%s"
            .formatted(String.join(", ", chain), definitions));
  }
}
