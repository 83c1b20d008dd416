package enrichment.workflows;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds activities up at a known place, so that a test can act while they are under way. */
final class Gate {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private volatile CountDownLatch reached = new CountDownLatch(1);
  private volatile CountDownLatch released = new CountDownLatch(1);

  static Gate opened() {
    var gate = new Gate();
    gate.open();
    return gate;
  }

  void close() {
    reached = new CountDownLatch(1);
    released = new CountDownLatch(1);
  }

  void open() {
    released.countDown();
  }

  /** Called by an activity: returns once the gate is open. */
  void pass() {
    reached.countDown();
    await(released, "Nobody opened the gate");
  }

  /** Returns once an activity stands before the gate. */
  void awaitArrival() {
    await(reached, "Nobody came to the gate");
  }

  private static void await(CountDownLatch latch, String problem) {
    try {
      if (!latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(problem);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(problem, e);
    }
  }
}
