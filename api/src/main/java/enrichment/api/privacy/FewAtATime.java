package enrichment.api.privacy;

import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Suppressions and erasures of a process take turns: each looks through much, and any number of
 * them at once would leave no connection for anything else. Those that wait hold none.
 */
final class FewAtATime {

  private static final int MOST = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Semaphore turns = new Semaphore(MOST, true);

  /**
   * @throws ProblemException 503, nothing having happened, when the turn does not come in time
   */
  <T> T run(Supplier<T> work) {
    try {
      if (!turns.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new ProblemException(Problem.unavailable());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(Problem.unavailable());
    }
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }
}
