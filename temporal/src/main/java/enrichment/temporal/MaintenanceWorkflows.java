package enrichment.temporal;

import enrichment.workflows.ReconciliationInput;
import enrichment.workflows.ReconciliationWorkflow;
import enrichment.workflows.RetentionInput;
import enrichment.workflows.RetentionWorkflow;
import enrichment.workflows.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;

/**
 * What schedules start now and then, started now. One that was started so and is still running goes
 * on as it is.
 */
public final class MaintenanceWorkflows {

  private final WorkflowClient client;

  public MaintenanceWorkflows(WorkflowClient client) {
    this.client = client;
  }

  /** Purges results whose time is over. */
  public void purge() {
    var workflow =
        client.newWorkflowStub(
            RetentionWorkflow.class, options(RetentionWorkflow.MANUAL_WORKFLOW_ID));
    WorkflowClient.start(workflow::purgeExpired, RetentionInput.FIRST);
  }

  /** Starts again what Temporal has lost. */
  public void reconcile() {
    var workflow =
        client.newWorkflowStub(
            ReconciliationWorkflow.class, options(ReconciliationWorkflow.MANUAL_WORKFLOW_ID));
    WorkflowClient.start(workflow::reconcile, ReconciliationInput.FIRST);
  }

  private static WorkflowOptions options(String workflowId) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(workflowId)
        .setTaskQueue(TaskQueues.ENRICHMENT)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .build();
  }
}
