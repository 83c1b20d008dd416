package enrichment.workflows;

import enrichment.workflows.steps.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.UUID;

/** Lets a batch wait for as many attempts as a test likes. */
final class ScriptedTurnActivities implements TurnActivities {

  static final Duration DELAY = Duration.ofSeconds(2);

  private int refusals;
  private int attempts;

  synchronized void willRefuse(int attempts) {
    refusals = attempts;
  }

  @Override
  public synchronized void awaitTurn(UUID enrichmentId) {
    attempts++;
    if (attempts <= refusals) {
      throw ApplicationFailure.newBuilder()
          .setMessage("Others are ahead")
          .setType(FailureTypes.ASK_LATER)
          .setNextRetryDelay(DELAY)
          .build();
    }
  }

  synchronized int attempts() {
    return attempts;
  }
}
