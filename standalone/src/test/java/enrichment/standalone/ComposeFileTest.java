package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.api.ApiConfig;
import enrichment.observability.tracing.Tracing;
import enrichment.worker.WorkerConfig;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComposeFileTest {

  /** The services that run on and have no health check, each with the reason. */
  private static final Map<String, String> WITHOUT_HEALTH_CHECK =
      Map.of("temporal-ui", "Nothing depends on it.");

  private final ComposeFile compose = ComposeFile.read();

  ComposeFileTest() throws IOException {}

  @Test
  void setsNothingThatTheApiDoesNotRead() throws IOException {
    assertThat(compose.environment("api").keySet())
        .isSubsetOf(namesRead("api", ApiConfig::from))
        .contains("DATABASE_URL", "TEMPORAL_ADDRESS");
  }

  @Test
  void setsNothingThatTheWorkerDoesNotRead() throws IOException {
    assertThat(compose.environment("worker").keySet())
        .isSubsetOf(namesRead("worker", WorkerConfig::read))
        .contains("DATABASE_URL", "TEMPORAL_ADDRESS");
  }

  @Test
  void wouldNoticeANameThatNobodyReads() throws IOException {
    assertThat(namesRead("worker", WorkerConfig::read))
        .doesNotContain("HTTP_PORT", "TEMPORAL_ADRESS");
  }

  @Test
  void pinsEveryImage() {
    assertThat(
            Stream.concat(
                compose.services().keySet().stream().map(compose::image),
                compose.dockerfile().baseImages()))
        .isNotEmpty()
        .allSatisfy(image -> assertThat(image).matches("[a-z/-]+:v?[0-9].*"));
  }

  @Test
  void checksTheHealthOfWhatRunsOn() {
    var thatEnd = compose.thatEnd();
    assertThat(compose.services().keySet())
        .filteredOn(service -> !thatEnd.contains(service) && !compose.hasHealthCheck(service))
        .containsExactlyInAnyOrderElementsOf(WITHOUT_HEALTH_CHECK.keySet());
  }

  @Test
  void buildsTheApiAndTheWorkerFromTheDockerfile() {
    assertThat(compose.dockerfile().targets())
        .contains(compose.buildTarget("api"), compose.buildTarget("worker"));
    assertThat(compose.buildTarget("api")).isEqualTo("api");
    assertThat(compose.buildTarget("worker")).isEqualTo("worker");
  }

  @Test
  void namesTheVersionOfTemporalThatItIsTestedWith() throws IOException {
    var script = Files.readString(compose.folder().resolve("bin/temporal-server"));
    assertThat(script)
        .containsOnlyOnce("\nversion=" + compose.image("temporal").replaceFirst(".*:", "") + "\n");
    for (var service : List.of("temporal-schema", "temporal-namespace")) {
      assertThat(compose.image(service).replaceFirst(".*:", ":"))
          .isEqualTo(compose.image("temporal").replaceFirst(".*:", ":"));
    }
  }

  private Iterable<String> namesRead(String service, Function<Map<String, String>, ?> configuration)
      throws IOException {
    var environment = new RecordedEnvironment(compose.environment(service));
    configuration.apply(environment);
    Tracing.open(environment, service).close();
    ClientConfigProfile.load(
        LoadClientConfigProfileOptions.newBuilder()
            .setDisableFile(true)
            .setEnvOverrides(environment)
            .build());
    return environment.namesRead();
  }
}
