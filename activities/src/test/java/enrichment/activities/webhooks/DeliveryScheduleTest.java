package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliveryScheduleTest {

  @Test
  void spansThreeDaysInTenAttempts() {
    var schedule = new DeliverySchedule(withoutJitter());
    var delays =
        IntStream.rangeClosed(1, 9).mapToObj(n -> schedule.delayAfter(n).orElseThrow()).toList();

    assertThat(delays).isEqualTo(DeliverySchedule.DELAYS);
    assertThat(delays.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofDays(3), Duration.ofDays(4));
    assertThat(schedule.delayAfter(10)).isEmpty();
    assertThat(schedule.delayAfter(11)).isEmpty();
  }

  @Test
  void addsAtMostATenth() {
    var schedule = new DeliverySchedule(new Random(1));
    for (var i = 0; i < 1_000; i++) {
      assertThat(schedule.delayAfter(9).orElseThrow())
          .isBetween(Duration.ofHours(24), Duration.ofMinutes(24 * 66));
    }
  }

  private static RandomGenerator withoutJitter() {
    return () -> 0;
  }
}
