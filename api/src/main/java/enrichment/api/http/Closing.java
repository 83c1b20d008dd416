package enrichment.api.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells when the API is about to close: first whoever sends requests, then those that wait. */
public final class Closing {

  private final CountDownLatch begun = new CountDownLatch(1);

  private volatile boolean announced;

  /** From now on nobody should send anything more, though it is answered. */
  public void announce() {
    announced = true;
  }

  public boolean isAnnounced() {
    return announced;
  }

  /** Requests that wait for something wait no longer. */
  public void begin() {
    begun.countDown();
  }

  /**
   * Waits for so long, but not when the API closes.
   *
   * @return whether it does
   */
  public boolean beginsWithin(Duration time) {
    try {
      return begun.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
