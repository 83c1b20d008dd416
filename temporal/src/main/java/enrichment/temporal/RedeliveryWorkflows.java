package enrichment.temporal;

import enrichment.domain.Redelivery;
import enrichment.workflows.steps.TaskQueues;
import enrichment.workflows.webhooks.WebhookRedeliveryInput;
import enrichment.workflows.webhooks.WebhookRedeliveryWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;

/** The workflows of redeliveries, started the same way whoever starts them. */
public final class RedeliveryWorkflows {

  private final WorkflowClient client;

  public RedeliveryWorkflows(WorkflowClient client) {
    this.client = client;
  }

  /**
   * One that is running already goes on as it is.
   *
   * @throws io.temporal.client.WorkflowServiceException when Temporal cannot be reached, or refuses
   */
  public void start(Redelivery redelivery) {
    var workflow =
        client.newWorkflowStub(
            WebhookRedeliveryWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WebhookRedeliveryWorkflow.workflowId(redelivery.redeliveryId()))
                .setTaskQueue(TaskQueues.ENRICHMENT)
                .setPriority(Fairness.many(redelivery.accountId()))
                .setStaticSummary("%d messages once more".formatted(redelivery.messageIds().size()))
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build());
    WorkflowClient.start(
        workflow::redeliver,
        new WebhookRedeliveryInput(redelivery.redeliveryId(), redelivery.messageIds()));
  }
}
