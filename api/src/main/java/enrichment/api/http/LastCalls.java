package enrichment.api.http;

import enrichment.store.lookups.Lookups;
import java.util.concurrent.TimeUnit;

/** Calls to providers that were permitted just before it was decided that none may be made. */
public final class LastCalls {

  /**
   * Returns once they have been made, or given up.
   *
   * @param decided {@link System#nanoTime()} after the decision was committed
   */
  public static void await(long decided) {
    try {
      TimeUnit.NANOSECONDS.sleep(Lookups.TIME_TO_CALL.toNanos() - (System.nanoTime() - decided));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(Problem.unavailable());
    }
  }

  private LastCalls() {}
}
