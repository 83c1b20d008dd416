package enrichment.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionSettingsTest {

  @Test
  void keepsResultsForNinetyDaysUnlessToldOtherwise() {
    assertThat(RetentionSettings.read(Map.of()).age()).isEqualTo(Duration.ofDays(90));
    assertThat(days("").age()).isEqualTo(Duration.ofDays(90));
    assertThat(days(" 1 ").age()).isEqualTo(Duration.ofDays(1));
    assertThat(days("3650").age()).isEqualTo(Duration.ofDays(3650));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "3651", "99999999999", "1.5", "90d", "x"})
  void takesNothingElse(String days) {
    assertThatThrownBy(() -> days(days))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RETENTION_DAYS");
  }

  private static RetentionSettings days(String days) {
    return RetentionSettings.read(Map.of("RETENTION_DAYS", days));
  }
}
