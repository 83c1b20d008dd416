package enrichment.cli.send;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The batches that are under way, and the credits that they may still cost. A batch that finds too
 * few credits waits here until another one has ended, since that gives back what it did not use.
 */
final class OpenBatches {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final @Nullable Long maxCredits;

  /** Those that may end without anything else happening. */
  private int active;

  private long ended;
  private long reserved;
  private long spent;

  /**
   * @param maxCredits what all batches may cost together; null for any amount
   * @param spent what those that have ended have cost
   */
  OpenBatches(@Nullable Long maxCredits, long spent) {
    this.maxCredits = maxCredits;
    this.spent = spent;
  }

  void begin() {
    lock.lock();
    try {
      active++;
    } finally {
      lock.unlock();
    }
  }

  /** A batch has ended, in whichever way; it gives back what it has not spent. */
  void end(long wasReserved, long nowSpent) {
    lock.lock();
    try {
      active--;
      ended++;
      reserved -= wasReserved;
      spent += nowSpent;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sets credits aside, or says that this would be more than all batches may cost. */
  boolean reserve(long credits) {
    lock.lock();
    try {
      if (maxCredits != null && spent + reserved + credits > maxCredits) {
        return false;
      }
      reserved += credits;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Sets aside what a batch costs that was taken on before. */
  void reserveAnyway(long credits) {
    lock.lock();
    try {
      reserved += credits;
    } finally {
      lock.unlock();
    }
  }

  void giveBack(long credits) {
    lock.lock();
    try {
      reserved -= credits;
    } finally {
      lock.unlock();
    }
  }

  /** How many have ended. */
  long ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until more than so many have ended; false when all others wait as well. */
  boolean awaitMoreThan(long seen) throws InterruptedException {
    lock.lock();
    try {
      active--;
      changed.signalAll();
      while (ended == seen && active > 0) {
        changed.await();
      }
      active++;
      return ended != seen;
    } finally {
      lock.unlock();
    }
  }
}
