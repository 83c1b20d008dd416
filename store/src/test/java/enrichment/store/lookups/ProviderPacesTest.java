package enrichment.store.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.store.TestDatabase;
import enrichment.store.sql.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProviderPacesTest {

  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final Duration HORIZON = Duration.ofSeconds(1);

  private final Database database = TestDatabase.create();
  private final ProviderPaces paces = new ProviderPaces(database);

  @Test
  void theFirstCallIsDueAtOnceAndTheOthersOneAfterAnother() {
    // Longer than a busy machine takes between two lines.
    var interval = Duration.ofSeconds(5);
    var horizon = Duration.ofSeconds(20);
    assertThat(paces.reserve("vendor", interval, horizon)).contains(Duration.ZERO);
    var second = paces.reserve("vendor", interval, horizon).orElseThrow();
    var third = paces.reserve("vendor", interval, horizon).orElseThrow();
    assertThat(second).isBetween(Duration.ofMillis(1), interval);
    assertThat(third).isBetween(interval, interval.multipliedBy(2));
    assertThat(paces.nextIn("vendor")).isBetween(third, third.plus(interval));
    assertThat(paces.nextIn("another")).isZero();
  }

  @Test
  @Timeout(30)
  void noMoreAreReservedThanTheRateAllowsHoweverManyAsk() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      var reservations =
          threads.invokeAll(
              IntStream.range(0, 100)
                  .<Callable<Boolean>>mapToObj(
                      i -> () -> paces.reserve("vendor", INTERVAL, HORIZON).isPresent())
                  .toList());
      var granted = new ArrayList<Boolean>();
      for (var reservation : reservations) {
        if (reservation.get()) {
          granted.add(true);
        }
      }
      // One a fiftieth of a second up to the horizon, and those that fell due meanwhile.
      assertThat(granted).hasSizeBetween(21, 60);
    }
    assertThat(paces.reserve("vendor", INTERVAL, Duration.ZERO)).isEmpty();
  }

  @Test
  void knowsIntervalsThatAreFinerThanTheDatabase() {
    var third = Duration.ofSeconds(1).dividedBy(3);
    paces.pause("vendor", third.dividedBy(1_000_000));
    paces.reserve("vendor", third, HORIZON);
    assertThat(paces.reserve("vendor", third, HORIZON).orElseThrow())
        .isBetween(Duration.ofMillis(1), third);
  }

  @Test
  void aPausedProviderIsNotCalled() {
    paces.pause("vendor", Duration.ofSeconds(30));
    assertThat(paces.reserve("vendor", INTERVAL, HORIZON)).isEmpty();
    assertThat(paces.reserve("other", INTERVAL, HORIZON)).isPresent();
  }

  @Test
  void aShorterPauseEndsNoLongerOne() {
    paces.pause("vendor", Duration.ofSeconds(30));
    paces.pause("vendor", Duration.ofMillis(1));
    assertThat(paces.reserve("vendor", INTERVAL, HORIZON)).isEmpty();
  }
}
