package enrichment.activities.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a message that was not delivered is sent again. The schedule is published: receivers rely on
 * it. It spans a little over three days.
 */
final class DeliverySchedule {

  /** How long after the previous attempt each further one is made. */
  static final List<Duration> DELAYS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  /** Up to a tenth is added, so that what failed together does not come back together. */
  private static final double JITTER = 0.1;

  private final RandomGenerator random;

  DeliverySchedule(RandomGenerator random) {
    this.random = random;
  }

  /**
   * @param attempts how many attempts have failed, at least 1
   * @return the delay until the next one; empty when that was the last
   */
  Optional<Duration> delayAfter(int attempts) {
    if (attempts > DELAYS.size()) {
      return Optional.empty();
    }
    var delay = DELAYS.get(attempts - 1).toMillis();
    return Optional.of(Duration.ofMillis(delay + (long) (delay * JITTER * random.nextDouble())));
  }
}
