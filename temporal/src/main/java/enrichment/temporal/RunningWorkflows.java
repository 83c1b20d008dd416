package enrichment.temporal;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which workflows are running. */
public final class RunningWorkflows {

  private static final String QUERY = "ExecutionStatus = 'Running' AND WorkflowId IN (%s)";

  private final WorkflowClient client;

  public RunningWorkflows(WorkflowClient client) {
    this.client = client;
  }

  /**
   * Those of them that Temporal lists as running. It is one call for all, and cheap, but a list may
   * be late: one that has just started may be missing, and one that has just ended may still be in
   * it. A server that has no lists lists nothing.
   */
  public Set<String> listed(Collection<String> workflowIds) {
    var ids = workflowIds.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
    try (var executions = client.listExecutions(QUERY.formatted(ids))) {
      return executions
          .map(execution -> execution.getExecution().getWorkflowId())
          .collect(Collectors.toSet());
    } catch (StatusRuntimeException | WorkflowServiceException e) {
      return Set.of();
    }
  }

  /** Asked of the workflow itself: what it says holds. */
  public boolean isRunning(String workflowId) {
    return describe(workflowId).filter(RunningWorkflows::isRunning).isPresent();
  }

  /** Whether it is running, and nobody has asked it to cancel. */
  public boolean isUntoldToCancel(String workflowId) {
    return describe(workflowId)
        .filter(RunningWorkflows::isRunning)
        .filter(
            workflow ->
                !workflow.getRawDescription().getWorkflowExtendedInfo().getCancelRequested())
        .isPresent();
  }

  private static boolean isRunning(WorkflowExecutionDescription workflow) {
    return workflow.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private Optional<WorkflowExecutionDescription> describe(String workflowId) {
    try {
      return Optional.of(client.newUntypedWorkflowStub(workflowId).describe());
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
  }
}
