package enrichment.domain;

import org.jspecify.annotations.Nullable;

/**
 * The decision on an enrichment: exactly one of the two is present.
 *
 * @param plan what is going to happen, when it was accepted
 * @param rejection why not, when it was rejected
 */
public record Admission(@Nullable EnrichmentPlan plan, @Nullable Rejection rejection) {

  public Admission {
    if ((plan == null) == (rejection == null)) {
      throw new IllegalArgumentException("An admission has either a plan or a rejection");
    }
  }

  public static Admission accepted(EnrichmentPlan plan) {
    return new Admission(plan, null);
  }

  public static Admission rejected(Rejection.Reason reason, long required, long available) {
    return new Admission(null, new Rejection(reason, required, available));
  }
}
