package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.replay.Main;
import enrichment.replay.NextVersionReplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The open runs of a server are replayed before a deploy. */
@Tag("server")
@Timeout(180)
class ReplayLiveIT {

  private static final int CONTACTS = 10;

  @TempDir Path dataDir;
  @TempDir Path kept;

  /** The batch and its contacts are open, since the receiver answers none of their messages. */
  @Test
  void tellsWhichOpenRunsAChangeWouldStop() throws Exception {
    try (var receiver = RecordingReceiver.answering(0);
        var stack = SplitStack.start(dataDir)) {
      var worker = WorkerProcess.start(stack.environment(Map.of()));
      try {
        var batch = Batches.distinct(0, CONTACTS).put("webhook_url", receiver.url());
        Batches.postWhenReady(stack.newClient(), batch);
        receiver.awaitMessages(CONTACTS, Batches.PATIENCE);

        var unchanged = replay(stack, Main.class, Map.of("KEEP", kept.toString()));
        assertThat(unchanged.status()).as(unchanged.output()).isZero();
        assertThat(unchanged.output())
            .containsPattern("BulkEnrichmentWorkflow +1 replayed, 0 broken")
            .containsPattern("ContactEnrichmentWorkflow +10 replayed, 0 broken");
        assertThat(filesUnder(kept)).isEqualTo(CONTACTS + 1);

        var changed = replay(stack, NextVersionReplay.class, Map.of("LIMIT", "4"));
        System.out.println(changed.output());
        assertThat(changed.status()).as(changed.output()).isEqualTo(1);
        assertThat(changed.output())
            .contains("BROKEN  ContactEnrichmentWorkflow  bulk-enrichment/")
            .contains("the recorded run calls the activity LookUpContact.")
            .contains("The code as it is now starts a timer there.")
            .contains("What to do")
            .containsPattern("BulkEnrichmentWorkflow +1 replayed, 0 broken")
            .containsPattern("ContactEnrichmentWorkflow +4 replayed, 4 broken");
      } finally {
        worker.kill();
      }
    }
  }

  @Test
  void saysThatAServerCannotBeReached() throws Exception {
    var replay =
        Command.run(
            StandaloneProcess.command(Main.class, "live"),
            Map.of("TEMPORAL_ADDRESS", "127.0.0.1:" + StandaloneProcess.freePort()));

    assertThat(replay.status()).isEqualTo(2);
    assertThat(replay.output()).contains("cannot be asked");
  }

  private static Command replay(SplitStack stack, Class<?> main, Map<String, String> environment)
      throws Exception {
    return Command.run(StandaloneProcess.command(main, "live"), stack.environment(environment));
  }

  private static long filesUnder(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
