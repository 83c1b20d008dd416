package enrichment.activities;

import enrichment.workflows.steps.FailureTypes;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/**
 * What an attempt fails with whose question has to wait. Waiting so costs no slot and no event, and
 * is nothing that a log or a trace would call an error.
 */
public final class AskLater {

  public static ApplicationFailure in(Duration delay, String reason) {
    return ApplicationFailure.newBuilder()
        .setMessage(reason)
        .setType(FailureTypes.ASK_LATER)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .setNextRetryDelay(delay)
        .build();
  }

  private AskLater() {}
}
