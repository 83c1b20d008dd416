package enrichment.replay;

import io.temporal.api.enums.v1.VersioningBehavior;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run of a workflow, as far as it has come.
 *
 * @param name what a reader finds it by: a file, or the id of a workflow
 */
record RecordedRun(String name, WorkflowExecutionHistory history) {

  /** Every history under a folder, by version and path. */
  static List<RecordedRun> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> read(folder, file))
          .toList();
    }
  }

  private static RecordedRun read(Path folder, Path file) {
    try {
      return new RecordedRun(
          folder.relativize(file).toString(),
          WorkflowExecutionHistory.fromJson(Files.readString(file)));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(file + " is no history: " + e.getMessage(), e);
    }
  }

  String type() {
    return history
        .getEvents()
        .getFirst()
        .getWorkflowExecutionStartedEventAttributes()
        .getWorkflowType()
        .getName();
  }

  /** That tells it from all other runs. */
  String fileName() {
    return name.replace('/', '_') + "-" + runId() + ".json";
  }

  private String runId() {
    return history
        .getEvents()
        .getFirst()
        .getWorkflowExecutionStartedEventAttributes()
        .getOriginalExecutionRunId();
  }

  /** Whether its code has run at all. */
  boolean hasBegun() {
    return history.getEvents().stream()
        .anyMatch(HistoryEvent::hasWorkflowTaskCompletedEventAttributes);
  }

  /** Whether it stays with the version of the worker that it began on. */
  boolean isPinned() {
    return history.getEvents().stream()
        .filter(HistoryEvent::hasWorkflowTaskCompletedEventAttributes)
        .reduce((earlier, later) -> later)
        .map(event -> event.getWorkflowTaskCompletedEventAttributes().getVersioningBehavior())
        .filter(VersioningBehavior.VERSIONING_BEHAVIOR_PINNED::equals)
        .isPresent();
  }

  @Override
  public String toString() {
    return name;
  }
}
