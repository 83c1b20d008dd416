package enrichment.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordedPathTest {

  @ParameterizedTest
  @EnumSource
  void everyPathIsRecorded(RecordedPath path) throws IOException {
    try (Stream<Path> files = Files.walk(HistoryRecorderTest.HISTORIES)) {
      assertThat(files.map(Path::getFileName)).contains(Path.of(path.fileName()));
    }
  }
}
