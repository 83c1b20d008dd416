package enrichment.activities;

import enrichment.store.sql.UnknownEnrichmentException;
import enrichment.workflows.steps.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Supplier;

/**
 * What all activities have in common that are about an enrichment: one that the database does not
 * know will not be known to the next attempt either, so the failure is not retried, and ends the
 * workflow.
 */
public final class Known {

  public static <T> T only(Supplier<T> activity) {
    try {
      return activity.get();
    } catch (UnknownEnrichmentException e) {
      throw ApplicationFailure.newNonRetryableFailure(
          e.getMessage(), FailureTypes.ENRICHMENT_UNKNOWN);
    }
  }

  public static void only(Runnable activity) {
    only(
        () -> {
          activity.run();
          return true;
        });
  }

  private Known() {}
}
