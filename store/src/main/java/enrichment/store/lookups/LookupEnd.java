package enrichment.store.lookups;

import enrichment.domain.LookupOutcome;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a question in the end.
 *
 * @param took how long the call took that ended it
 * @param cost what its answer costs; null when nobody knows
 * @param error what went wrong
 */
public record LookupEnd(
    LookupOutcome outcome, Duration took, @Nullable BigDecimal cost, @Nullable String error) {

  public static LookupEnd answered(LookupOutcome outcome, Duration took, BigDecimal cost) {
    return new LookupEnd(outcome, took, cost, null);
  }

  /**
   * What was answered cannot be delivered: a miss, of which only the vendor knows what it costs.
   */
  public static LookupEnd unusable(Duration took) {
    return new LookupEnd(LookupOutcome.NOT_FOUND, took, null, "unusable");
  }

  public static LookupEnd failed(Duration took, String error) {
    return new LookupEnd(LookupOutcome.FAILED, took, BigDecimal.ZERO, error);
  }

  public static LookupEnd inDoubt(Duration took, String error) {
    return new LookupEnd(LookupOutcome.IN_DOUBT, took, null, error);
  }
}
