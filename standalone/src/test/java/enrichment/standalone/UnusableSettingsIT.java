package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A setting that cannot be used ends each process with 2, and one line that says which it is. */
@Timeout(120)
class UnusableSettingsIT {

  private static final int MISCONFIGURED = 2;

  @TempDir Path folder;

  static Stream<List<String>> processes() {
    return Stream.of(
        StandaloneProcess.command(enrichment.api.Main.class),
        StandaloneProcess.command(enrichment.worker.Main.class),
        StandaloneProcess.command("run"));
  }

  @ParameterizedTest
  @MethodSource("processes")
  void areNamedInOneLine(List<String> process) throws Exception {
    var file = Files.writeString(folder.resolve("temporal.toml"), "[profile.default]\n").toString();

    assertRefused(
        process,
        Map.of("TEMPORAL_CONFIG_FILE", "/nowhere/temporal.toml"),
        "TEMPORAL_CONFIG_FILE names a file that cannot be read: /nowhere/temporal.toml");
    assertRefused(
        process,
        Map.of("TEMPORAL_CONFIG_FILE", file, "TEMPORAL_PROFILE", "sales"),
        "Temporal's configuration cannot be used",
        "sales");
    assertRefused(process, Map.of("LOG_FORMAT", "xml"), "LOG_FORMAT must be json or text.");
    assertRefused(process, Map.of("LOG_LEVEL", "LOUD"), "LOG_LEVEL must be");
    for (var address : List.of("garbage", "127.0.0.1:99999", "127.0.0.1:abc", "http://it:7233")) {
      assertRefused(
          process,
          Map.of("TEMPORAL_ADDRESS", address),
          "Temporal's address must be a host and a port",
          address);
    }
    for (var name : List.of("TEMPORAL_TLS", "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION")) {
      assertRefused(
          process,
          Map.of("TEMPORAL_ADDRESS", "127.0.0.1:1", name, "1"),
          name + " must be true or false.");
    }
    assertRefused(process, Map.of("OTEL_TRACES_EXPORTER", "pigeons"), "OTEL_", "pigeons");
  }

  @Test
  void aFolderThatCannotBeMadeIsNamedInOneLine() throws Exception {
    assertRefused(
        StandaloneProcess.command("run"),
        Map.of("DATA_DIR", "/dev/null", "TEMPORAL_ADDRESS", "127.0.0.1:1"),
        "DATA_DIR cannot be used: /dev/null");
  }

  static Stream<List<String>> servers() {
    return Stream.of(
        StandaloneProcess.command(enrichment.api.Main.class), StandaloneProcess.command("run"));
  }

  /** Before PostgreSQL and Temporal are waited for, or started. */
  @ParameterizedTest
  @MethodSource("servers")
  void aPortThatIsTakenIsNamedInOneLine(List<String> process) throws Exception {
    try (var taken = new ServerSocket(0)) {
      var port = taken.getLocalPort();
      var settings =
          Map.of(
              "DATABASE_URL", "jdbc:postgresql://localhost:1/none",
              "DATA_DIR", folder.resolve("data").toString(),
              "HTTP_PORT", Integer.toString(port));
      var ended = Command.run(process, settings);
      assertThat(ended.output()).hasLineCount(1).contains("HTTP_PORT %d is taken".formatted(port));
      assertThat(ended.status()).isNotZero();
    }
  }

  /** PostgreSQL may be there the next time, so that it is no mistake of a setting. */
  @Test
  void aWorkerWithoutPostgresqlSaysSoInOneLine() throws Exception {
    var ended =
        Command.run(
            StandaloneProcess.command(enrichment.worker.Main.class),
            Map.of("DATABASE_URL", "jdbc:postgresql://localhost:1/none"));
    assertThat(ended.output())
        .hasLineCount(1)
        .contains("PostgreSQL cannot be reached, or not be used, at DATABASE_URL: ", "localhost:1");
    assertThat(ended.status()).isEqualTo(1);
  }

  private void assertRefused(List<String> process, Map<String, String> settings, String... words)
      throws Exception {
    var environment = new HashMap<String, String>();
    environment.put("DATABASE_URL", "jdbc:postgresql://localhost:1/none");
    environment.put("DATA_DIR", folder.resolve("data").toString());
    environment.putAll(settings);

    var ended = Command.run(process, environment);

    assertThat(ended.output()).hasLineCount(1).contains(words);
    assertThat(ended.status()).as(ended.output()).isEqualTo(MISCONFIGURED);
  }
}
