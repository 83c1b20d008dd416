package enrichment.worker;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

public final class FailingWorkflowImpl implements FailingWorkflow {

  private static final RetryOptions ONCE = RetryOptions.newBuilder().setMaximumAttempts(1).build();

  @Override
  public void callActivity(Place place) throws Exception {
    activity(place).fail();
  }

  private static FailingActivity activity(Place place) {
    return switch (place) {
      case LOCAL ->
          Workflow.newLocalActivityStub(
              FailingActivity.class,
              LocalActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofSeconds(10))
                  .setRetryOptions(ONCE)
                  .build());
      case REMOTE ->
          Workflow.newActivityStub(
              FailingActivity.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofSeconds(10))
                  .setRetryOptions(ONCE)
                  .build());
    };
  }
}
