package enrichment.store.webhooks;

import java.time.Duration;

/** Messages were delivered again as often as they may be in a day. Nothing is taken over. */
public final class RedeliveryLimitException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int most;
  private final Duration retryAfter;

  RedeliveryLimitException(int most, Duration retryAfter) {
    // An answer, not a failure: nobody reads its stack.
    super("Delivered again as often as may be", null, false, false);
    this.most = most;
    this.retryAfter = retryAfter;
  }

  /** How often that is. */
  public int most() {
    return most;
  }

  /** When the first of them may be delivered again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
