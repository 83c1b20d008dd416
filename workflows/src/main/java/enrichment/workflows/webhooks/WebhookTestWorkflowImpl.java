package enrichment.workflows.webhooks;

import enrichment.workflows.steps.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.UUID;

public final class WebhookTestWorkflowImpl implements WebhookTestWorkflow {

  /** Somebody waits for the answer, whatever it is: there is one attempt, soon or never. */
  private static final ActivityOptions SAMPLE_OPTIONS =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.WEBHOOKS)
          .setSummary("the sample, once")
          .setScheduleToStartTimeout(Duration.ofSeconds(5))
          .setStartToCloseTimeout(Duration.ofSeconds(20))
          .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
          .build();

  private final WebhookActivities webhooks =
      Workflow.newActivityStub(WebhookActivities.class, SAMPLE_OPTIONS);

  @Override
  public void sendSample(UUID testId) {
    webhooks.postSampleWebhook(testId);
  }
}
