package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.store.accounts.ApiKey;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of a batch, and again: no contact lost, none charged twice. */
@Timeout(300)
class CrashIT {

  private static final int CREDITS = 10_000;
  private static final int SIGTERM = 128 + 15;

  /** Answered, but killed before the answer was written down. */
  private static final int ACKNOWLEDGED_TOO_LATE = 30;

  @TempDir Path dataDir;

  @Test
  void finishesWhatWasAcceptedAfterACrashOfEverything() throws Exception {
    try (var receiver = RecordingReceiver.answering(30)) {
      var first = StandaloneProcess.start(dataDir);
      var api = new DemoClient(first.url(), new ApiKey(Batches.KEY));
      var enrichmentId =
          api.post("/contacts/bulk_enrich", Batches.sample(receiver.url()))
              .get("enrichment_id")
              .textValue();
      receiver.awaitMessages(40, Batches.PATIENCE);
      first.kill();

      var postedBefore = new HashSet<>(receiver.ids());
      receiver.answerAll();
      try (var second = StandaloneProcess.start(dataDir)) {
        receiver.awaitMessages(100, Batches.PATIENCE);
        var after = new DemoClient(second.url(), new ApiKey(Batches.KEY));
        var enrichment = Batches.awaitFinished(after, enrichmentId);

        assertThat(enrichment.at("/contacts/found").intValue()).isEqualTo(80);
        assertThat(enrichment.at("/contacts/not_found").intValue()).isEqualTo(20);
        assertThat(enrichment.at("/webhooks/delivered").intValue()).isEqualTo(100);
        var credits = after.get("/credits");
        assertThat(credits.get("available").intValue()).isEqualTo(CREDITS - 80);
        assertThat(credits.get("held").intValue()).isZero();
        assertThat(receiver.posts())
            .as("a second POST only of what was in flight, and of nothing a third")
            .allSatisfy(
                (id, posts) ->
                    assertThat(posts).isLessThanOrEqualTo(postedBefore.contains(id) ? 2L : 1L));
        assertThat(receiver.messages().size())
            .as("30 had been answered, so at most the others came again")
            .isLessThanOrEqualTo(100 + postedBefore.size() - 30 + ACKNOWLEDGED_TOO_LATE);
        assertThat(second.stop()).isEqualTo(SIGTERM);
      }
    }
  }
}
