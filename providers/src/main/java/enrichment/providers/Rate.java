package enrichment.providers;

import java.time.Duration;

/**
 * How often a provider may be called, by all workers together.
 *
 * @param calls at most so many
 * @param period in each such time
 */
public record Rate(int calls, Duration period) {

  /** One call in so many is left out. */
  private static final int MARGIN = 12;

  public Rate {
    if (calls < 1 || period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("A rate has at least one call in some time");
    }
  }

  /**
   * The time from one call to the next. It is a little longer than the rate asks for: some calls
   * arrive later than others, and those behind them must not be too many then.
   */
  public Duration interval() {
    return period.multipliedBy(MARGIN + 1).dividedBy((long) MARGIN * calls);
  }

  public double perSecond() {
    return calls * 1e9 / period.toNanos();
  }
}
