package enrichment.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writes the history that every {@link RecordedPath} has on a real server into {@code
 * src/test/resources/histories}, or the folder that the system property {@code histories.folder}
 * names, there in the folder of the version {@code histories.version}. A history that is there
 * stays as it is: released workflows are versioned, not recorded anew.
 */
@Tag("record")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HistoryRecorderTest {

  static final Path HISTORIES = Path.of("src/test/resources/histories");

  private static final String VERSION = "histories.version";
  private static final String FOLDER = "histories.folder";

  private static RecordingServer server;

  @BeforeAll
  static void start() {
    server = RecordingServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void recordsWhatIsNotRecordedYet(RecordedPath path) throws IOException {
    var version = System.getProperty(VERSION);
    assertThat(version).as("-D%s=v<n>", VERSION).matches("v[1-9][0-9]*");
    var file = folder().resolve(version).resolve(path.fileName());
    assumeThat(file).as("recorded").doesNotExist();

    String history;
    try (var harness = server.namespaceOf(path)) {
      history = path.record(harness);
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, history + "\n", StandardOpenOption.CREATE_NEW);
  }

  private static Path folder() {
    var folder = System.getProperty(FOLDER, "");
    return folder.isEmpty() ? HISTORIES : Path.of(folder);
  }
}
