package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.replay.NextVersionReplay;
import enrichment.worker.Main;
import enrichment.worker.NextVersion;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers of a new version take over under load: contacts that began on the version before end
 * there, batches go on with the new one, and nobody who posts notices.
 */
@Tag("server")
@Timeout(420)
class RollingDeployIT {

  private static final Duration UNDER_LOAD = Duration.ofSeconds(5);
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

  @TempDir Path dataDir;

  @Test
  void takesOverUnderLoad() throws Exception {
    try (var vendors =
            StubVendors.start(
                Map.of("misses", StubVendor.KNOWS_NOBODY, "hits", StubVendor.KNOWS_EVERYBODY),
                call -> false);
        var receiver = RecordingReceiver.start();
        var stack = SplitStack.start(dataDir)) {
      var client = stack.newClient();
      var load = SteadyLoad.start(client, receiver.url());
      var before = start(stack, vendors, Main.class, "v1");
      WorkerProcess after = null;
      try {
        // Until a version is the current one, nobody decides on anything.
        assertThat(rollOut(stack, "v1").status()).isZero();
        var posted = load.run();
        stayUnderLoad();
        var replay = replayLive(stack);
        after = start(stack, vendors, NextVersion.class, "v2");
        var rollout = rollOut(stack, "v2");
        var exit = before.stop(LONGEST_DRAIN);
        stayUnderLoad();
        load.stop();
        var enrichments = posted.get(1, TimeUnit.MINUTES);
        awaitAll(client, enrichments);

        System.out.println(replay.output());
        System.out.println(rollout.output());
        assertThat(replay.status()).as(replay.output()).isZero();
        assertThat(rollout.status()).as(rollout.output()).isZero();
        var drain = rollout.since("is the current one");
        assertAllIsDoneOnce(client, enrichments, receiver);
        assertVersions(stack, enrichments);
        System.out.printf(
            "%d batches of %d accepted, none refused; from v2 being current to v1 being drained"
                + " %d ms, from SIGTERM to its exit %d ms%n",
            enrichments.size(), SteadyLoad.CONTACTS, drain.toMillis(), exit.toMillis());
        assertThat(drain).isLessThan(LONGEST_DRAIN);
      } finally {
        before.kill();
        if (after != null) {
          after.kill();
        }
      }
    }
  }

  private static void stayUnderLoad() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(UNDER_LOAD.toMillis());
  }

  private WorkerProcess start(SplitStack stack, StubVendors vendors, Class<?> main, String buildId)
      throws IOException {
    var providers =
        Files.writeString(
            dataDir.resolve("providers.yaml"),
            "waterfall: {email: [misses, hits]}\nproviders:\n"
                + vendors.definition("misses", "concurrency: 8")
                + vendors.definition("hits"));
    return WorkerProcess.start(
        main,
        stack.environment(
            Map.of("PROVIDERS_FILE", providers.toString(), "WORKER_BUILD_ID", buildId)));
  }

  private static Command rollOut(SplitStack stack, String buildId) throws Exception {
    return Command.run(
        List.of(ComposeFile.projectFolder().resolve("bin/rollout").toString(), buildId),
        stack.environment(Map.of()));
  }

  /** What somebody who is about to deploy the next version asks first. */
  private static Command replayLive(SplitStack stack) throws Exception {
    return Command.run(
        StandaloneProcess.command(NextVersionReplay.class, "live"), stack.environment(Map.of()));
  }

  private static void awaitAll(DemoClient client, List<String> enrichments) throws Exception {
    for (var enrichment : enrichments) {
      Batches.awaitFinished(client, enrichment);
    }
  }

  private static void assertAllIsDoneOnce(
      DemoClient client, List<String> enrichments, RecordingReceiver receiver) throws Exception {
    for (var enrichment : enrichments) {
      assertThat(client.get("/enrichments/" + enrichment).at("/credits/charged").intValue())
          .isEqualTo(SteadyLoad.CONTACTS);
    }
    var contacts = enrichments.size() * SteadyLoad.CONTACTS;
    assertThat(client.get("/credits").get("available").intValue())
        .isEqualTo(SplitStack.CREDITS - contacts);
    assertThat(receiver.posts()).hasSize(contacts);
    assertThat(receiver.posts().values()).containsOnly(1L);
  }

  private static void assertVersions(SplitStack stack, List<String> enrichments) throws Exception {
    var histories = new RunHistories(stack.temporal().client());
    Map<Set<String>, Integer> batches = new HashMap<>();
    Map<Set<String>, Integer> contacts = new HashMap<>();
    for (var enrichment : enrichments) {
      var id = UUID.fromString(enrichment);
      note(histories.batch(id), batches);
      histories.contacts(id, SteadyLoad.CONTACTS).forEach(history -> note(history, contacts));
    }
    System.out.printf("Contacts by version: %s; batches by version: %s%n", contacts, batches);
    assertThat(contacts).containsOnlyKeys(Set.of("v1"), Set.of("v2"));
    assertThat(batches).containsKey(Set.of("v1", "v2"));
  }

  private static void note(List<HistoryEvent> history, Map<Set<String>, Integer> counts) {
    assertThat(RunHistories.count(history, EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)).isZero();
    counts.merge(RunHistories.versions(history), 1, Integer::sum);
  }
}
