package enrichment.cli.kit;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The delays of one request that is repeated. */
final class Backoff {

  private final Pace pace;
  private final long start = System.nanoTime();
  private Duration next;

  Backoff(Pace pace) {
    this.pace = pace;
    this.next = pace.firstDelay();
  }

  /**
   * How long to wait before the request is repeated; null when it has been for long enough.
   *
   * @param asked how long the server wants it to be, at least
   */
  @Nullable Duration delay(@Nullable Duration asked) {
    // Between half of it and all of it, so that many clients do not come back at once.
    var own = next.multipliedBy(ThreadLocalRandom.current().nextLong(500, 1_001)).dividedBy(1_000);
    next = min(next.multipliedBy(2), pace.longestDelay());
    var delay = asked != null && asked.compareTo(own) > 0 ? asked : own;
    var waited = Duration.ofNanos(System.nanoTime() - start);
    return waited.plus(delay).compareTo(pace.patience()) > 0 ? null : delay;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
