package enrichment.replay;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The runs that are under way on a server. */
final class OpenRuns {

  private final WorkflowClient client;
  private final int limit;

  /**
   * @param limit how many of each type: half of it the newest, and half the oldest
   */
  OpenRuns(WorkflowClient client, int limit) {
    this.client = client;
    this.limit = limit;
  }

  /** Downloads them one by one, as they are asked for. */
  Stream<RecordedRun> ofType(String type) {
    var query = "WorkflowType = '%s' AND ExecutionStatus = 'Running'".formatted(type);
    try (var runs = client.listExecutions(query)) {
      return newestAndOldest(runs.map(WorkflowExecutionMetadata::getExecution)).stream()
          .flatMap(execution -> download(execution).stream());
    }
  }

  /** Of runs from the newest to the oldest, which is how servers list them. */
  private Collection<WorkflowExecution> newestAndOldest(Stream<WorkflowExecution> runs) {
    List<WorkflowExecution> newest = new ArrayList<>();
    Deque<WorkflowExecution> oldest = new ArrayDeque<>();
    runs.forEach(
        run -> {
          if (newest.size() < (limit + 1) / 2) {
            newest.add(run);
          } else {
            oldest.add(run);
            if (oldest.size() > limit / 2) {
              oldest.remove();
            }
          }
        });
    newest.addAll(oldest);
    return newest;
  }

  /** Empty when it is gone: purged, or deleted by hand. */
  private Optional<RecordedRun> download(WorkflowExecution run) {
    try {
      return Optional.of(
          new RecordedRun(
              run.getWorkflowId(), client.fetchHistory(run.getWorkflowId(), run.getRunId())));
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
  }
}
