package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

  private static final int KILLS = Integer.getInteger("kills", 12);
  private static final int MESSAGES = 100;

  /** One POST at a time, so that a kill is of that one alone. */
  private static final Map<String, String> ONE_BY_ONE = Map.of("WEBHOOK_POSTS_PER_HOST", "1");

  @TempDir Path dataDir;

  @Test
  void losesNoMessageAndRepeatsNoneThatNoWorkerDiedOver() throws Exception {
    try (var receiver = KillingReceiver.start(KILLS);
        var stack = SplitStack.start(dataDir);
        var workers = new WorkerChain(stack.environment(ONE_BY_ONE))) {
      receiver.willKill(workers::kill);
      deliverABatch(stack.newClient(), receiver, workers);
      assertNothingLost(receiver);
    }
  }

  private static void deliverABatch(
      DemoClient client, KillingReceiver receiver, WorkerChain workers) throws Exception {
    workers.startNext();
    var batch = Batches.postWhenReady(client, Batches.sample(receiver.url()));
    for (var kill = 0; kill < KILLS; kill++) {
      receiver.awaitDeath(Batches.PATIENCE);
      workers.startNext();
    }
    assertThat(Batches.awaitFinished(client, batch).at("/webhooks/delivered").intValue())
        .isEqualTo(MESSAGES);
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
}
