package enrichment.api.temporal;

import enrichment.api.http.SafeTrace;
import enrichment.domain.Redelivery;
import enrichment.temporal.Fairness;
import enrichment.temporal.RedeliveryWorkflows;
import enrichment.workflows.steps.TaskQueues;
import enrichment.workflows.webhooks.WebhookTestWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the workflows that send webhooks on request. */
public final class WebhookStarter {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookStarter.class);

  /** An attempt takes 15 s at most. */
  private static final Duration SAMPLE_TIMEOUT = Duration.ofSeconds(20);

  /** What cannot be started now is not lost, so nobody waits for long. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(3);

  private final WorkflowClient client;
  private final RedeliveryWorkflows redeliveries;

  public WebhookStarter(WorkflowClient client) {
    this.client = client;
    this.redeliveries = new RedeliveryWorkflows(client);
  }

  /**
   * Has messages delivered that a redelivery has taken over.
   *
   * @return whether that is under way; if not, it is begun with the next reconciliation
   */
  public boolean redeliver(Redelivery redelivery) {
    try {
      TemporalCalls.within(START_TIMEOUT, Executors.callable(() -> redeliveries.start(redelivery)));
      return true;
    } catch (Exception e) {
      LOG.atWarn()
          .addKeyValue("redelivery_id", redelivery.redeliveryId())
          .addKeyValue("exception", SafeTrace.rootCauseOf(e))
          .log("webhook.redelivery.failed");
      return false;
    }
  }

  /** Returns when the sample was sent, or cannot be. */
  public void sendSample(UUID accountId, UUID testId) {
    var workflow =
        client.newWorkflowStub(
            WebhookTestWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WebhookTestWorkflow.workflowId(testId))
                .setStaticSummary("a sample to try a URL out")
                // Somebody waits, as for an admission.
                .setTaskQueue(TaskQueues.ADMISSION)
                .setPriority(Fairness.one(accountId))
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
