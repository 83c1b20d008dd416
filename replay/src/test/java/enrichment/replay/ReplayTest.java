package enrichment.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Enrichments that are under way go on with the workflows as they are now. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReplayTest {

  static final Path HISTORIES = Path.of("../workflows/src/test/resources/histories");

  private static Replay replay;

  @BeforeAll
  static void open() {
    replay = new Replay();
  }

  @AfterAll
  static void close() {
    replay.close();
  }

  static List<RecordedRun> histories() throws IOException {
    return RecordedRun.in(HISTORIES);
  }

  @ParameterizedTest
  @MethodSource("histories")
  void replaysEveryRecordedHistory(RecordedRun run) {
    replay
        .of(run.history())
        .ifPresent(
            breakage -> fail("%s does not replay.%n%n%s%n%s", run, breakage.text(), Report.ADVICE));
  }

  @Test
  void knowsEveryWorkflow() {
    assertThat(Replay.WORKFLOWS)
        .extracting(Class::getName)
        .containsExactlyInAnyOrderElementsOf(
            new ClassFileImporter()
                .importPackages("enrichment.workflows").stream()
                    .map(JavaClass::getName)
                    .filter(name -> name.endsWith("WorkflowImpl"))
                    .toList());
  }
}
