package enrichment.temporal;

import enrichment.workflows.maintenance.ReconciliationInput;
import enrichment.workflows.maintenance.ReconciliationWorkflow;
import enrichment.workflows.maintenance.RetentionInput;
import enrichment.workflows.maintenance.RetentionWorkflow;
import enrichment.workflows.steps.TaskQueues;
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
            RetentionWorkflow.class,
            options(RetentionWorkflow.MANUAL_WORKFLOW_ID, "purges results whose time is over"));
    WorkflowClient.start(workflow::purgeExpired, RetentionInput.FIRST);
  }

  /** Starts again what Temporal has lost. */
  public void reconcile() {
    var workflow =
        client.newWorkflowStub(
            ReconciliationWorkflow.class,
            options(
                ReconciliationWorkflow.MANUAL_WORKFLOW_ID, "starts again what Temporal has lost"));
    WorkflowClient.start(workflow::reconcile, ReconciliationInput.FIRST);
  }

  private static WorkflowOptions options(String workflowId, String summary) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(workflowId)
        .setTaskQueue(TaskQueues.ENRICHMENT)
        .setStaticSummary(summary + ", asked for outside of its schedule")
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .build();
  }
}
