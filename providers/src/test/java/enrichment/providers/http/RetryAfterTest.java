package enrichment.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

  @Test
  void readsSeconds() {
    assertThat(parse("7")).isEqualTo(Duration.ofSeconds(7));
    assertThat(parse(" 120 ")).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void readsDates() {
    assertThat(parse("Thu, 15 Jan 2026 12:01:30 GMT")).isEqualTo(Duration.ofSeconds(90));
    assertThat(parse("Thursday, 15-Jan-26 12:01:30 GMT")).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void waitsForADayAtMost() {
    assertThat(parse("86401")).isEqualTo(Duration.ofHours(24));
    assertThat(parse("9".repeat(400))).isEqualTo(Duration.ofHours(24));
    assertThat(parse("Thu, 15 Jan 2032 12:00:00 GMT")).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void knowsNothingOfWhatSaysNothing() {
    assertThat(parse(null)).isNull();
    assertThat(parse("")).isNull();
    assertThat(parse("0")).isNull();
    assertThat(parse("-1")).isNull();
    assertThat(parse("soon")).isNull();
    assertThat(parse("1.5")).isNull();
    assertThat(parse("Thu, 15 Jan 2026 11:00:00 GMT")).isNull();
  }

  private static @Nullable Duration parse(@Nullable String header) {
    return RetryAfter.parse(header, NOW);
  }
}
