package enrichment.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTest {

  @Test
  void callsAreALittleFurtherApartThanTheRateAsksFor() {
    assertThat(new Rate(20, Duration.ofSeconds(1)).interval())
        .isEqualTo(Duration.ofNanos(54_166_666));
    assertThat(new Rate(1, Duration.ofHours(1)).interval()).isEqualTo(Duration.ofMinutes(65));
  }

  @Test
  void itIsComparableWithOthers() {
    assertThat(new Rate(300, Duration.ofMinutes(1)).perSecond()).isEqualTo(5);
  }
}
