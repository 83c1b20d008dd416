package enrichment.workflows.webhooks;

import enrichment.workflows.steps.FailureTypes;
import enrichment.workflows.steps.TaskQueues;
import enrichment.workflows.steps.Uncancelled;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The last step of whatever has something to tell: until it is delivered, or given up. */
public final class WebhookDelivery {

  /**
   * An attempt ends by its own deadline of 15 s, and needs a moment to be recorded. A failed one
   * brings along when the next is due, by the published schedule, and the last one says so. The
   * interval here is for attempts that could not say anything, since their worker died or our
   * database was away; it does not grow, since Temporal also counts the times that a message had to
   * wait its turn.
   */
  private static final ActivityOptions WEBHOOK_OPTIONS =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.WEBHOOKS)
          .setStartToCloseTimeout(Duration.ofSeconds(30))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofSeconds(20))
                  .setBackoffCoefficient(1)
                  .build())
          .build();

  /**
   * @param summary which message, as the web UI shows it
   */
  public static WebhookActivities activities(String summary) {
    return Workflow.newActivityStub(
        WebhookActivities.class,
        ActivityOptions.newBuilder(WEBHOOK_OPTIONS).setSummary(summary).build());
  }

  /**
   * Delivers, also for a workflow that is being cancelled: what has ended is told.
   *
   * @return whether it was delivered, not given up
   * @throws ActivityFailure when the database does not know what the message is about
   */
  public static boolean deliver(Runnable post) {
    try {
      Uncancelled.run(post);
      return true;
    } catch (ActivityFailure failure) {
      // No recorded history has a failure of this type, so there is no version of it.
      if (failure.getCause() instanceof ApplicationFailure reason
          && FailureTypes.ENRICHMENT_UNKNOWN.equals(reason.getType())) {
        throw failure;
      }
      return false;
    }
  }

  private WebhookDelivery() {}
}
