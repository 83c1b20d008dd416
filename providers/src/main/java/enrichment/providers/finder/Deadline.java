package enrichment.providers.finder;

import java.time.Duration;

/** A moment of the machine's own clock, which nobody turns. */
record Deadline(long nanoTime) {

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** This one, or the end of a time that starts now, whichever is earlier. */
  Deadline orIn(Duration time) {
    return remaining().compareTo(time) < 0 ? this : in(time);
  }

  /** Never negative. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  boolean hasPassed() {
    return remaining().isZero();
  }
}
