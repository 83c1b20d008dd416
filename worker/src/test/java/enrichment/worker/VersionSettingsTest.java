package enrichment.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.common.WorkerDeploymentVersion;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionSettingsTest {

  @Test
  void hasNoVersionUnlessTold() {
    assertThat(VersionSettings.read(Map.of())).isNull();
    assertThat(VersionSettings.read(Map.of("WORKER_BUILD_ID", "", "WORKER_DEPLOYMENT", "x")))
        .isNull();
  }

  @Test
  void isABuildOfADeployment() {
    assertThat(VersionSettings.read(Map.of("WORKER_BUILD_ID", "1.4.0-ab12")))
        .isEqualTo(new WorkerDeploymentVersion("enrichment", "1.4.0-ab12"));
    assertThat(VersionSettings.read(Map.of("WORKER_BUILD_ID", "7", "WORKER_DEPLOYMENT", "sales")))
        .isEqualTo(new WorkerDeploymentVersion("sales", "7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a b", "a:b", "é"})
  void takesNoOtherCharacters(String name) {
    assertThatThrownBy(() -> VersionSettings.read(Map.of("WORKER_BUILD_ID", name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("WORKER_BUILD_ID");
    assertThatThrownBy(() -> VersionSettings.read(Map.of("WORKER_DEPLOYMENT", name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("WORKER_DEPLOYMENT");
  }
}
