package enrichment.workflows;

import enrichment.workflows.steps.FailureTypes;
import io.temporal.activity.ActivityInterface;
import java.util.UUID;

/** Batches of one account and type take turns at having their contacts queued for providers. */
@ActivityInterface
public interface TurnActivities {

  /**
   * Returns when the contacts of a batch may be queued, and throws an {@link
   * io.temporal.failure.ApplicationFailure} of type {@link FailureTypes#ASK_LATER} until then; one
   * of type {@link FailureTypes#ENRICHMENT_UNKNOWN}, not retryable, when there is no such batch.
   */
  void awaitTurn(UUID enrichmentId);
}
