package enrichment.workflows.webhooks;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.UUID;

/** Sends a sample message to a URL that somebody tries out, once. */
@WorkflowInterface
public interface WebhookTestWorkflow {

  /** Returns when it is known what came back. */
  @WorkflowMethod
  void sendSample(UUID testId);

  static String workflowId(UUID testId) {
    return "webhook-test/" + testId;
  }
}
