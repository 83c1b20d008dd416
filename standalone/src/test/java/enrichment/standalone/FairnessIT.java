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
 * How much longer an account's batch takes while another account has thousands of contacts queued.
 * As much again as it takes alone is what two get of one machine that share it equally.
 */
@Tag("server")
@Timeout(300)
class FairnessIT {

  private static final int QUEUED_BATCHES = 50;
  private static final int CONTACTS = 100;
  private static final int ROUNDS = 3;

  /** In times that it takes alone. */
  private static final double LONGEST_DELAY = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir Path folder;

  @Test
  void isNotDelayedByMoreThanTwiceItsLoneTimeByFiftyBatchesOfAnotherAccount() throws Exception {
    try (var stack = LoadedStack.start(folder)) {
      var small = stack.newCaller();
      var large = stack.newCaller();
      // The first ones of a JVM take it longer.
      measure(stack, small, 3);
      var lone = measure(stack, small, ROUNDS);

      var queued = stack.post(large, QUEUED_BATCHES, CONTACTS);
      var beside = measure(stack, small, ROUNDS);

      // One round alone would be a matter of luck: the machine does other things, too.
      var delay = median(beside) / median(lone) - 1;
      System.out.printf(
          "A batch of %d alone: %s ms; from right after %d batches of another account on: %s ms;"
              + " in the middle %.2f times its lone time longer%n",
          CONTACTS, lone, QUEUED_BATCHES, beside, delay);
      assertThat(pending(large, queued.getLast())).as("still queued at the end").isPositive();
      assertThat(delay).isLessThanOrEqualTo(LONGEST_DELAY);
    }
  }

  /** From the moment that a batch is posted until all of its webhooks are delivered, in ms. */
  private static List<Long> measure(LoadedStack stack, Caller caller, int rounds) throws Exception {
    var took = new ArrayList<Long>();
    for (var round = 0; round < rounds; round++) {
      var start = System.nanoTime();
      var id = stack.post(caller, CONTACTS);
      Batches.awaitFinished(caller.api(), id, PATIENCE);
      took.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }
    return took;
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
