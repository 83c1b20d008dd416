package enrichment.standalone;

import static enrichment.standalone.KilledWaterfall.CONTACTS;
import static enrichment.standalone.KilledWaterfall.HITS;
import static org.assertj.core.api.Assertions.assertThat;

import enrichment.standalone.VendorCalls.Call;
import enrichment.standalone.VendorCalls.Question;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map.Entry;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the worker while it asks vendors: what a vendor has answered, and is paid for,
 * it is never asked again.
 */
@Tag("server")
@Timeout(600)
class WaterfallKillIT {

  private static final int KILLS = 10;
  private static final long SEED = 20_261_123;

  /** What was held has to be noticed, and the vendor that is down has to be probed again. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path dataDir;

  /** Workers die over questions, and after what was answered is written down. */
  @Test
  void answersAreNeverPaidTwiceAndEverybodyIsFound() throws Exception {
    var deadly =
        new DeadlyCalls()
            .of("miss-one", 10, 60)
            .of("miss-two", 25, 70)
            .of("limited", 15, 45)
            .of("down", 2, 6)
            .of(HITS, 20, 70);
    assertThat(deadly.count()).isEqualTo(KILLS);
    try (var run = new KilledWaterfall(dataDir, deadly, "repeatable: true")) {
      var enrichmentId = run.post();
      for (var kill = 0; kill < KILLS; kill++) {
        run.gate().awaitShut(PATIENCE);
        run.awaitRecords(Duration.ofSeconds(3));
        run.replaceWorker();
      }
      var enrichment = Batches.awaitFinished(run.client(), enrichmentId, PATIENCE);
      print(run);

      assertThat(run.calls().paidTwice()).isEmpty();
      assertThat(run.contacts()).hasSize(CONTACTS);
      assertThat(run.contacts().values())
          .allSatisfy(contact -> assertThat(contact.get("provider").textValue()).isEqualTo(HITS));
      assertThat(enrichment.at("/credits/charged").intValue()).isEqualTo(CONTACTS);
      assertThat(run.client().get("/credits").get("available").intValue())
          .isEqualTo(SplitStack.CREDITS - CONTACTS);
    }
  }

  /** Workers die at any instant, also between an answer and its being written down. */
  @Test
  void nothingIsPaidTwiceWheneverTheWorkerDies() throws Exception {
    var random = new Random(SEED);
    try (var run = new KilledWaterfall(dataDir, call -> false)) {
      var enrichmentId = run.post();
      for (var kill = 0; kill < KILLS; kill++) {
        // Every other one near a hit, which is what may be lost.
        awaitAnother(run.calls(), kill % 2 == 0 ? call -> true : WaterfallKillIT::isForHits);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
        run.replaceWorker();
        if (kill == KILLS / 3) {
          // Else those whose hit is in doubt would wait for it for a quarter of an hour.
          run.repair();
        }
      }
      var enrichment = Batches.awaitFinished(run.client(), enrichmentId, PATIENCE);
      var inDoubt = print(run);

      assertThat(run.calls().paidTwice()).isEmpty();
      assertThat(run.contacts()).hasSize(CONTACTS);
      var unknown = notFound(run);
      assertThat(unknown).isEqualTo(domainsAt(HITS, inDoubt));
      assertThat(enrichment.at("/credits/charged").intValue()).isEqualTo(CONTACTS - unknown.size());
    }
  }

  private static void awaitAnother(VendorCalls calls, Predicate<Call> such)
      throws InterruptedException {
    var before = calls.all().stream().filter(such).count();
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (calls.all().stream().filter(such).count() == before) {
      assertThat(System.nanoTime()).as("in time for another call").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static boolean isForHits(Call call) {
    return call.question().provider().equals(HITS);
  }

  private static Set<String> notFound(KilledWaterfall run) {
    return run.contacts().entrySet().stream()
        .filter(contact -> contact.getValue().get("email").isNull())
        .map(Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Set<String> domainsAt(String provider, Set<Question> questions) {
    return questions.stream()
        .filter(question -> question.provider().equals(provider))
        .map(Question::domain)
        .collect(Collectors.toSet());
  }

  /**
   * @return the questions in doubt
   */
  private static Set<Question> print(KilledWaterfall run) throws Exception {
    var inDoubt = run.inDoubt();
    var answered = run.calls().answered();
    System.out.printf(
        "%d kills: calls %s, %d refused, %d without a reply; in doubt %s, %d of them answered%n",
        KILLS,
        run.calls().perProvider(),
        run.calls().refused(),
        run.calls().unanswered(),
        VendorCalls.perProvider(inDoubt.stream()),
        inDoubt.stream().filter(answered::contains).count());
    return inDoubt;
  }
}
