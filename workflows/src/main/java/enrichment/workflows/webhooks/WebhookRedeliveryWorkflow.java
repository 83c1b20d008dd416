package enrichment.workflows.webhooks;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.UUID;

/** Delivers messages again, each on the schedule of a new one, after somebody has asked for it. */
@WorkflowInterface
public interface WebhookRedeliveryWorkflow {

  /** Returns when all of them are delivered or given up. */
  @WorkflowMethod
  void redeliver(WebhookRedeliveryInput input);

  static String workflowId(UUID redeliveryId) {
    return "webhook-redelivery/" + redeliveryId;
  }
}
