package enrichment.activities.lookups;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a worker takes the next task of a provider with a rate: shortly before the provider's next
 * turn. So what waits for a turn waits in Temporal's queue, where it costs nothing and accounts
 * take turns; and a task whose contact has ended is followed by the next one at once.
 */
public final class TurnGate {

  /** What a task needs from being asked for to having its turn, on a busy machine too. */
  private static final Duration LEAD = Duration.ofMillis(750);

  /** Until it is known whether a task needs a turn, the next one would often come too early. */
  private static final Duration LONGEST_GAP = Duration.ofMillis(20);

  /** Who does not poll for a minute is taken for gone, see {@code TaskQueuePollers}. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final LongSupplier nanoTime;
  private final long gap;
  private long opensAt;

  /**
   * @param interval from one turn to the next
   */
  TurnGate(Duration interval) {
    this(interval, System::nanoTime);
  }

  TurnGate(Duration interval, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.gap = Math.min(interval.toNanos() / 4, LONGEST_GAP.toNanos());
    this.opensAt = nanoTime.getAsLong();
  }

  /**
   * Asks for a task.
   *
   * @return zero when one may be taken now; else when to ask again
   */
  public synchronized Duration enter() {
    var now = nanoTime.getAsLong();
    if (opensAt > now) {
      return Duration.ofNanos(opensAt - now);
    }
    opensAt = now + gap;
    return Duration.ZERO;
  }

  /** All turns of the next time are taken, by this worker or others. */
  synchronized void takenFor(Duration time) {
    var wait = Math.min(time.minus(LEAD).toNanos(), LONGEST.toNanos());
    opensAt = Math.max(opensAt, nanoTime.getAsLong() + wait);
  }
}
