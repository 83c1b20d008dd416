package enrichment.api.temporal;

import enrichment.api.http.SafeTrace;
import enrichment.store.Redeliveries;
import enrichment.store.Redelivery;
import enrichment.workflows.TaskQueues;
import enrichment.workflows.WebhookRedeliveryInput;
import enrichment.workflows.WebhookRedeliveryWorkflow;
import enrichment.workflows.WebhookTestWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the workflows that send webhooks on request. */
public final class WebhookStarter {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookStarter.class);

  /** An attempt takes 15 s at most. */
  private static final Duration SAMPLE_TIMEOUT = Duration.ofSeconds(20);

  private static final Duration START_TIMEOUT = Duration.ofSeconds(7);

  private final WorkflowClient client;
  private final Redeliveries redeliveries;

  public WebhookStarter(WorkflowClient client, Redeliveries redeliveries) {
    this.client = client;
    this.redeliveries = redeliveries;
  }

  /**
   * Has messages delivered that a redelivery has taken over.
   *
   * @return whether that is under way; if not, it is begun with the next housekeeping
   */
  public boolean redeliver(Redelivery redelivery) {
    var workflow =
        client.newWorkflowStub(
            WebhookRedeliveryWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WebhookRedeliveryWorkflow.workflowId(redelivery.redeliveryId()))
                .setTaskQueue(TaskQueues.ENRICHMENT)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build());
    var input = new WebhookRedeliveryInput(redelivery.redeliveryId(), redelivery.messageIds());
    try {
      TemporalCalls.within(START_TIMEOUT, () -> WorkflowClient.start(workflow::redeliver, input));
      return true;
    } catch (Exception e) {
      LOG.atWarn()
          .addKeyValue("redelivery_id", redelivery.redeliveryId())
          .addKeyValue("exception", SafeTrace.rootCauseOf(e))
          .log("webhook.redelivery.failed");
      return false;
    }
  }

  /** Starts every redelivery that is not finished. One that is running goes on as it is. */
  public void restartUnfinished() {
    redeliveries.unfinished().forEach(this::redeliver);
  }

  /** Returns when the sample was sent, or cannot be. */
  public void sendSample(UUID testId) {
    var workflow =
        client.newWorkflowStub(
            WebhookTestWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WebhookTestWorkflow.workflowId(testId))
                // Somebody waits, as for an admission.
                .setTaskQueue(TaskQueues.ADMISSION)
                .setWorkflowExecutionTimeout(SAMPLE_TIMEOUT)
                .build());
    try {
      TemporalCalls.within(SAMPLE_TIMEOUT, () -> run(workflow, testId));
    } catch (Exception e) {
      LOG.atWarn()
          .addKeyValue("test_id", testId)
          .addKeyValue("exception", SafeTrace.rootCauseOf(e))
          .log("webhook.test.unanswered");
    }
  }

  private static Void run(WebhookTestWorkflow workflow, UUID testId) {
    workflow.sendSample(testId);
    return null;
  }
}
