package enrichment.standalone;

import enrichment.domain.ContactKey;
import enrichment.workflows.BulkEnrichmentWorkflow;
import enrichment.workflows.ContactEnrichmentWorkflow;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The histories of batches and of their contacts, all runs of each. */
final class RunHistories {

  private final WorkflowClient client;

  RunHistories(WorkflowClient client) {
    this.client = client;
  }

  /** A run that was continued and the one that continues it are one. */
  List<HistoryEvent> batch(UUID enrichmentId) {
    var workflowId = BulkEnrichmentWorkflow.workflowId(enrichmentId);
    var last = client.fetchHistory(workflowId).getEvents();
    var started = last.getFirst().getWorkflowExecutionStartedEventAttributes();
    return started.getContinuedExecutionRunId().isEmpty()
        ? last
        : Stream.concat(
                client
                    .fetchHistory(workflowId, started.getContinuedExecutionRunId())
                    .getEvents()
                    .stream(),
                last.stream())
            .toList();
  }

  Stream<List<HistoryEvent>> contacts(UUID enrichmentId, int count) {
    return IntStream.range(0, count)
        .mapToObj(position -> new ContactKey(enrichmentId, position))
        .map(ContactEnrichmentWorkflow::workflowId)
        .map(workflowId -> client.fetchHistory(workflowId).getEvents());
  }

  /** The versions of the workers that have run its code. */
  static Set<String> versions(List<HistoryEvent> history) {
    var versions = new TreeSet<String>();
    history.stream()
        .filter(HistoryEvent::hasWorkflowTaskCompletedEventAttributes)
        .map(event -> event.getWorkflowTaskCompletedEventAttributes().getDeploymentVersion())
        .forEach(version -> versions.add(version.getBuildId()));
    return versions;
  }

  static long count(List<HistoryEvent> history, EventType type) {
    return history.stream().filter(event -> event.getEventType() == type).count();
  }
}
