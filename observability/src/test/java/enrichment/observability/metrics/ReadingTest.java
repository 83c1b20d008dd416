package enrichment.observability.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadingTest {

  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void readsOnceForAllThatAreAskedTogether() {
    var reading = new Reading<>("test", reads::incrementAndGet, Duration.ofDays(1));
    assertThat(reading.get(Integer::doubleValue)).isEqualTo(1);
    assertThat(reading.get(number -> number * 10.0)).isEqualTo(10);
    assertThat(reads).hasValue(1);
  }

  @Test
  void readsAgainWhenItIsOld() {
    var reading = new Reading<>("test", reads::incrementAndGet, Duration.ZERO);
    reading.get(Integer::doubleValue);
    assertThat(reading.get(Integer::doubleValue)).isEqualTo(2);
  }

  @Test
  void isNoNumberWhenItCannotBeReadAndDoesNotTryAgainAtOnce() {
    var reading = new Reading<Integer>("test", this::fail, Duration.ofDays(1));
    assertThat(reading.get(Integer::doubleValue)).isNaN();
    assertThat(reading.get(Integer::doubleValue)).isNaN();
    assertThat(reads).hasValue(1);
  }

  private Integer fail() {
    throw new IllegalStateException("No. " + reads.incrementAndGet());
  }
}
