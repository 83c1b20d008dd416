package enrichment.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writes the history of every {@link RecordedPath} into {@code src/test/resources/histories}, in
 * the folder that the system property {@code histories.version} names. A history that is there
 * stays as it is: released workflows are versioned, not recorded anew.
 */
@Tag("record")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HistoryRecorderTest {

  private static final String VERSION = "histories.version";

  @ParameterizedTest
  @EnumSource
  void recordsWhatIsNotRecordedYet(RecordedPath path) throws IOException {
    var version = System.getProperty(VERSION);
    assertThat(version).as("-D%s=v<n>", VERSION).matches("v[1-9][0-9]*");
    var file = Path.of("src/test/resources/histories", version, path.fileName());
    assertThat(file).doesNotExist();

    Files.createDirectories(file.getParent());
    Files.writeString(file, path.record() + "\n", StandardOpenOption.CREATE_NEW);
  }
}
