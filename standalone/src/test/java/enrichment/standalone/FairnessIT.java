package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.standalone.LoadedStack.Caller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long an account's batch takes while another account has thousands of contacts queued,
 * compared with what it takes beside two batches of the other account. Alone, it has the machine to
 * itself: how much longer it takes than that says more about the machine than about turns.
 */
@Tag("server")
@Timeout(600)
class FairnessIT {

  private static final int QUEUED_BATCHES = 50;
  private static final int CONTACTS = 100;
  private static final int ROUNDS = 3;

  /** In times that it takes beside two batches. */
  private static final double LONGEST = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir Path folder;

  @Test
  void fiftyBatchesOfAnotherAccountDelayHardlyMoreThanTwo() throws Exception {
    try (var stack = LoadedStack.start(folder)) {
      var small = stack.newCaller();
      var large = stack.newCaller();
      // The first ones of a JVM take it longer.
      var alone = new ArrayList<Long>();
      for (var round = 0; round < ROUNDS; round++) {
        alone.add(measure(stack, small));
      }

      var besideTwo = new ArrayList<Long>();
      for (var round = 0; round < ROUNDS; round++) {
        var two = stack.post(large, 2, CONTACTS);
        besideTwo.add(measure(stack, small));
        for (var batch : two) {
          Batches.awaitFinished(large.api(), batch, PATIENCE);
        }
      }

      var queued = stack.post(large, QUEUED_BATCHES, CONTACTS);
      var besideFifty = new ArrayList<Long>();
      for (var round = 0; round < ROUNDS; round++) {
        besideFifty.add(measure(stack, small));
      }

      // One round alone would be a matter of luck: the machine does other things, too.
      var longer = median(besideFifty) / median(besideTwo);
      System.out.printf(
          "A batch of %d alone, at first: %s ms; beside two batches of another account: %s ms;"
              + " beside %d: %s ms; in the middle %.2f times as long%n",
          CONTACTS, alone, besideTwo, QUEUED_BATCHES, besideFifty, longer);
      assertThat(pending(large, queued.getLast())).as("still queued at the end").isPositive();
      assertThat(longer).isLessThanOrEqualTo(LONGEST);
    }
  }

  /** From the moment that a batch is posted until all of its webhooks are delivered, in ms. */
  private static long measure(LoadedStack stack, Caller caller) throws Exception {
    var start = System.nanoTime();
    Batches.awaitFinished(caller.api(), stack.post(caller, CONTACTS), PATIENCE);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private static int pending(Caller caller, String id) throws Exception {
    return caller.api().get("/enrichments/" + id).at("/contacts/pending").intValue();
  }

  private static double median(List<Long> values) {
    var sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
