package enrichment.standalone;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What the answers to workers go through. It can be shut, so that a worker is killed in between;
 * what waits at it then is never let through.
 */
final class AnswerGate {

  interface Writing {
    void run() throws IOException;
  }

  private int worker;
  private boolean shut;

  /** Whose calls are answered now. */
  synchronized int worker() {
    return worker;
  }

  /** Afterwards no answer is being written. */
  synchronized void shutIf(BooleanSupplier reason) {
    if (!shut && reason.getAsBoolean()) {
      shut = true;
      notifyAll();
    }
  }

  /** Opens it for the next worker. */
  synchronized void reopen() {
    worker++;
    shut = false;
    notifyAll();
  }

  synchronized void awaitShut(Duration patience) throws InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    while (!shut) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("No call came that a worker is to die over");
      }
      wait(100);
    }
  }

  /** Writes an answer as soon as that may be; not at all when its worker has died. */
  synchronized void pass(int asker, Writing writing) throws IOException, InterruptedException {
    while (shut && asker == worker) {
      wait();
    }
    if (asker == worker) {
      writing.run();
    }
  }
}
