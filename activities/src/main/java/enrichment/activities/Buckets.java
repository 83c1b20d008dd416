package enrichment.activities;

import java.time.Duration;
import java.util.stream.Stream;

/** The bounds of latency histograms, of what is asked over a network. */
public final class Buckets {

  public static Duration[] overTheNetwork() {
    return Stream.of(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 15_000, 30_000)
        .map(Duration::ofMillis)
        .toArray(Duration[]::new);
  }

  private Buckets() {}
}
