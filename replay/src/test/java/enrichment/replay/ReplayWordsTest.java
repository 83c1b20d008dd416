package enrichment.replay;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.workflows.BulkEnrichmentWorkflowImpl;
import enrichment.workflows.ContactEnrichmentWorkflow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said of a workflow after a careless change. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReplayWordsTest {

  @Test
  void saysThatTheOrderHasChanged() throws IOException {
    assertThat(replay("v1/contact-found.json", CarelessChanges.DeliversFirst.class))
        .isEqualTo(
            """
            At event 5: the recorded run calls the activity LookUpContact.
            The code as it is now calls the activity PostWebhook there.
            The recorded run did that at event 11: a step is left out, or the order has changed.
            """);
  }

  @Test
  void saysThatAStepIsAdded() throws IOException {
    assertThat(replay("v1/contact-found.json", CarelessChanges.WaitsFirst.class))
        .isEqualTo(
            """
            At event 5: the recorded run calls the activity LookUpContact.
            The code as it is now starts a timer there.
            A step is added, replaced or renamed, or a condition has changed.
            """);
  }

  @Test
  void saysThatStepsAreLeftOut() throws IOException {
    assertThat(replay("v3/single-found.json", CarelessChanges.DoesNothing.class))
        .isEqualTo(
            """
            At event 6: the recorded run calls the local activity AdmitBatch.
            The code as it is now ends there.
            What follows is left out.
            """);
  }

  @Test
  void saysWhatTheCodeFailsWith() throws IOException {
    assertThat(replay("v1/contact-found.json", CarelessChanges.Fails.class))
        .isEqualTo(
            """
            At event 5: the recorded run calls the activity LookUpContact.
            The code as it is now fails before that: java.lang.IllegalStateException: No plan
            """);
  }

  @Test
  void saysThatATypeIsGone() throws IOException {
    assertThat(replay("v1/bulk-rejected.json", CarelessChanges.DoesNothing.class))
        .isEqualTo(
            """
            At event 1: the recorded run begins.
            No class implements this type of workflow any more.
            """);
  }

  @Test
  void saysOnceWhatManyRunsHaveInCommonAndWhatToDo() throws IOException {
    var report = new Report();
    try (var replay =
        new Replay(List.of(CarelessChanges.WaitsFirst.class, BulkEnrichmentWorkflowImpl.class))) {
      for (var run : RecordedRun.in(ReplayTest.HISTORIES.resolve("v1"))) {
        replay
            .of(run.history())
            .ifPresentOrElse(breakage -> report.broken(run, breakage), () -> report.passed(run));
      }
    }

    assertThat(report.isBroken()).isTrue();
    assertThat(print(report))
        .startsWith("BROKEN  ContactEnrichmentWorkflow  contact-cancelled-during-delivery.json\n")
        .contains("The same in contact-cancelled-during-lookup.json, ")
        .containsPattern("BulkEnrichmentWorkflow +6 replayed, 0 broken\n")
        .containsPattern("ContactEnrichmentWorkflow +16 replayed, 1[56] broken\n")
        .endsWith(Report.ADVICE);
  }

  @Test
  void aPinnedRunStopsNothing() throws IOException {
    var report = new Report();
    var run = RecordedRun.in(ReplayTest.HISTORIES.resolve("v1")).getLast();
    report.brokenButPinned(run, new Breakage(5, "the recorded run ends.", "It goes on."));

    assertThat(report.isBroken()).isFalse();
    assertThat(print(report)).startsWith("PINNED").doesNotContain(Report.ADVICE);
  }

  private static String replay(
      String history, Class<? extends ContactEnrichmentWorkflow> contactWorkflow)
      throws IOException {
    var run =
        RecordedRun.in(ReplayTest.HISTORIES).stream()
            .filter(recorded -> recorded.name().equals(history))
            .findFirst()
            .orElseThrow();
    try (var replay = new Replay(List.of(contactWorkflow))) {
      return replay.of(run.history()).orElseThrow().text();
    }
  }

  private static String print(Report report) {
    var out = new ByteArrayOutputStream();
    report.print(new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }
}
