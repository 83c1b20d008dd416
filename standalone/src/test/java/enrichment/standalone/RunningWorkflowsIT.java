package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentType;
import enrichment.domain.OpenEnrichment;
import enrichment.store.sql.Ids;
import enrichment.temporal.EnrichmentWorkflows;
import enrichment.temporal.RunningWorkflows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real server says of what runs, and what it costs to ask. */
@Tag("server")
@Timeout(180)
class RunningWorkflowsIT {

  private static final int WORKFLOWS = 1_000;
  private static final int PAGE = 500;

  @TempDir Path dataDir;

  @Test
  void tellsWhatRunsByAListAndByAskingEach() throws Exception {
    try (var server = LosableTemporal.start(dataDir)) {
      var client = server.temporal().client();
      var workflows = new EnrichmentWorkflows(client);
      var running = new RunningWorkflows(client);
      var enrichments = IntStream.range(0, WORKFLOWS).mapToObj(number -> enrichment()).toList();
      var ids = enrichments.stream().map(RunningWorkflowsIT::idOf).toList();

      var began = perWorkflow(() -> enrichments.forEach(workflows::start));
      awaitListed(running, ids);
      var listed = perWorkflow(() -> list(running, ids));
      var asked = perWorkflow(() -> ids.forEach(running::isRunning));
      var again = perWorkflow(() -> enrichments.forEach(workflows::start));
      System.out.printf(
          "For each of %d workflows: started %d µs; that run: listed %d µs, asked %d µs, started"
              + " again %d µs%n",
          WORKFLOWS, began, listed, asked, again);
      assertThat(list(running, ids)).hasSize(WORKFLOWS);
      assertThat(listed).as("what a list saves").isLessThan(asked / 5);

      var one = enrichments.getFirst();
      assertThat(running.isRunning(idOf(one))).isTrue();
      assertThat(running.isUntoldToCancel(idOf(one))).isTrue();
      workflows.cancel(one);
      assertThat(running.isUntoldToCancel(idOf(one))).isFalse();
      client.newUntypedWorkflowStub(idOf(one)).terminate("by hand");
      assertThat(running.isRunning(idOf(one))).isFalse();
      assertThat(running.isRunning(idOf(enrichment()))).as("never started").isFalse();
    }
  }

  private static OpenEnrichment enrichment() {
    return new OpenEnrichment(
        Ids.next(), Ids.next(), EnrichmentKind.BULK, List.of(EnrichmentType.EMAIL));
  }

  private static String idOf(OpenEnrichment enrichment) {
    return EnrichmentWorkflows.workflowId(enrichment.kind(), enrichment.enrichmentId());
  }

  private static List<String> list(RunningWorkflows running, List<String> ids) {
    var listed = new ArrayList<String>();
    for (var from = 0; from < WORKFLOWS; from += PAGE) {
      listed.addAll(running.listed(ids.subList(from, from + PAGE)));
    }
    return listed;
  }

  private static void awaitListed(RunningWorkflows running, List<String> ids)
      throws InterruptedException {
    var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
    while (list(running, ids).size() < WORKFLOWS) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static long perWorkflow(Runnable work) {
    var began = System.nanoTime();
    work.run();
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began) / WORKFLOWS;
  }
}
