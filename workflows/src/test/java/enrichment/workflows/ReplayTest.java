package enrichment.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Enrichments that are under way go on with the workflows as they are now. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ReplayTest {

  private static final Path HISTORIES = Path.of("src/test/resources/histories");

  static List<Path> histories() throws IOException {
    try (var files = Files.walk(HISTORIES)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void replaysEveryRecordedHistory(Path history) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        Files.readString(history),
        BulkEnrichmentWorkflowImpl.class,
        ContactEnrichmentWorkflowImpl.class,
        WebhookRedeliveryWorkflowImpl.class,
        WebhookTestWorkflowImpl.class);
  }

  @ParameterizedTest
  @EnumSource
  void everyPathIsRecorded(RecordedPath path) throws IOException {
    assertThat(histories()).extracting(Path::getFileName).contains(Path.of(path.fileName()));
  }

  @Test
  void noticesAWorkflowThatHasChanged() throws IOException {
    var history = Files.readString(HISTORIES.resolve("v1/contact-found.json"));

    assertThatThrownBy(
            () ->
                WorkflowReplayer.replayWorkflowExecution(
                    history, DeliversBeforeItLooksUpWorkflow.class))
        .hasStackTraceContaining("NonDeterministic");
  }
}
