package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The in-process server is renewed again and again amid batches, with a vendor that is slow at
 * times and a receiver that refuses at times: no request and no contact notices.
 */
@Timeout(600)
class RenewalIT {

  private static final int BATCHES = 10;
  private static final int ALL = BATCHES * SteadyBatches.CONTACTS;
  private static final int CREDITS = 100_000;

  /** Those of some 300 contacts. */
  private static final long TASKS = 1_500;

  /** Shorter than the vendor and the receiver take for some: those are started again. */
  private static final Duration DRAIN = Duration.ofSeconds(1);

  /** Beyond those of the batches. */
  private static final int FIRST_OF_SINGLES = 1_000_000;

  @TempDir Path folder;

  @Test
  void noRequestAndNoContactNotices() throws Exception {
    try (var world = CountingWorld.start(true);
        var load = SteadyBatches.start(folder, world, TASKS, DRAIN, CREDITS);
        var waiting = Executors.newFixedThreadPool(2)) {
      var done = new AtomicBoolean();
      var singles = waiting.submit(() -> singles(load, done));
      var operator = waiting.submit(() -> reconcileByHand(load, done));
      try {
        load.run(BATCHES);
      } finally {
        done.set(true);
      }
      operator.get();
      var all = ALL + singles.get();
      System.out.printf("%d renewals, %d contacts%n", load.renewals(), all);

      assertThat(load.renewals()).isGreaterThanOrEqualTo(2);
      assertThat(load.found()).isEqualTo(ALL);
      assertThat(world.questions()).hasSize(all);
      assertThat(world.questions().values()).as("asked once").containsOnly(1);
      assertThat(world.posts()).hasSize(ALL);
      assertThat(world.posts())
          .as("no message is missing, and but for those under way none comes again")
          .allSatisfy(
              (domain, posts) ->
                  assertThat(posts)
                      .isBetween(world.leastPosts(domain), world.leastPosts(domain) + 1));
      var credits = load.api().get("/credits");
      assertThat(credits.get("held").intValue()).isZero();
      assertThat(credits.get("available").intValue()).isEqualTo(CREDITS - all);
    }
  }

  /** Again and again, and so amid renewals too. */
  private static Void reconcileByHand(SteadyBatches load, AtomicBoolean done) throws Exception {
    while (!done.get()) {
      load.reconcile();
      TimeUnit.MILLISECONDS.sleep(300);
    }
    return null;
  }

  /** Contacts that are waited for, one after another, while batches are under way. */
  private static int singles(SteadyBatches load, AtomicBoolean done) throws Exception {
    var count = 0;
    while (!done.get()) {
      var contact = (ObjectNode) Batches.distinct(FIRST_OF_SINGLES + count++, 1).at("/contacts/0");
      contact.putArray("enrichment_type").add("email");
      var answer = postWhenReady(load.api(), contact);
      var id = answer.get("contact_id").textValue();
      while (answer.get("status").textValue().equals("pending")) {
        answer = load.api().get("/contacts/" + id);
      }
      assertThat(answer.get("status").textValue()).as(answer.toString()).isEqualTo("finished");
    }
    return count;
  }

  private static JsonNode postWhenReady(DemoClient api, JsonNode contact) throws Exception {
    while (true) {
      try {
        return api.post("/contacts/sync_single_enrich", contact);
      } catch (UnusableException e) {
        // The answer of a machine that is too busy.
        if (!e.getMessage().contains("503")) {
          throw e;
        }
      }
    }
  }
}
