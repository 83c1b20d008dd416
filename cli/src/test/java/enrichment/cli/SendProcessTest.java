package enrichment.cli;

import static enrichment.cli.PeopleCsv.assertEachRowOnceAndInOrder;
import static org.assertj.core.api.Assertions.assertThat;

import enrichment.cli.StubApi.Fault;
import enrichment.cli.kit.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code enrichment send} in a process of its own, which is interrupted, killed, and kept small.
 */
@Timeout(300)
class SendProcessTest {

  private static final int ROWS = 5_000;
  private static final int PATIENCE_SECONDS = 200;

  @TempDir private Path folder;

  private volatile int pauseMillis = 20;

  @Test
  void goesOnAfterItWasKilledAgainAndAgain() throws Exception {
    var random = new Random(11);
    try (var api = StubApi.start(ROWS).failing(slowly(random)).finishingAfter(2)) {
      var people = PeopleCsv.write(folder.resolve("people.csv"), ROWS);
      for (var kill = 1; kill <= 4; kill++) {
        var process = start(api, people);
        await(api, process, kill * ROWS / 500);
        process.destroyForcibly().waitFor();
      }

      var last = start(api, people);

      assertThat(last.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(last.exitValue()).as(errors()).isEqualTo(ExitCodes.DONE);
      assertThat(errors()).contains("Going on with an earlier run");
      assertEachRowOnceAndInOrder(api, results(), ROWS);
      assertThat(journal()).doesNotExist();
    }
  }

  @Test
  void saysHowToGoOnWhenItIsInterrupted() throws Exception {
    try (var api = StubApi.start(ROWS).failing(slowly(new Random(1)))) {
      var people = PeopleCsv.write(folder.resolve("people.csv"), ROWS);
      var process = start(api, people);
      await(api, process, 5);

      // SIGTERM, which ends a JVM as SIGINT does; a shell may have told its children to ignore
      // that.
      process.destroy();

      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(errors()).isEqualTo(ExitCodes.LEFT_TO_DO);
      assertThat(errors())
          .containsPattern(
              // A batch may end in the moment between these words and the end of the process.
              "Interrupted\\. [0-9,]+ of 5,000 contacts are done\\. The same command goes on from"
                  + " there\\.\n(Enriched .*\n)?$");
      assertThat(Files.readString(journal()))
          .as("what is written down is no personal data, and no key")
          .doesNotContain("Lovelace", "company-", StubApi.KEY);

      var second = start(api, people);
      await(api, second, api.posts() + 3);
      pauseMillis = 3_000;
      var third = CliRun.of(api.url(), StubApi.KEY, CliRun.QUICK, arguments(people));
      assertThat(third.exitCode()).isEqualTo(ExitCodes.FAILED);
      assertThat(third.err()).contains("Another process is working on this");
      pauseMillis = 20;

      assertThat(second.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(second.exitValue()).as(errors()).isEqualTo(ExitCodes.DONE);
      assertEachRowOnceAndInOrder(api, results(), ROWS);
    }
  }

  @Test
  void takesAFileOfAnyLengthWithLittleMemory() throws Exception {
    var rows = 300_000;
    try (var api = StubApi.start(rows)) {
      var people = PeopleCsv.write(folder.resolve("people.csv"), rows);

      var process = start(api, people, "-Xmx40m", "-XX:+ExitOnOutOfMemoryError");

      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(errors()).isEqualTo(ExitCodes.DONE);
      assertEachRowOnceAndInOrder(api, results(), rows);
    }
  }

  /** Slow enough to be interrupted, and with answers that are lost. */
  private StubApi.Faults slowly(Random random) {
    return (method, path) -> {
      if (!method.equals("POST")) {
        return Fault.NONE;
      }
      try {
        Thread.sleep(pauseMillis);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      synchronized (random) {
        return random.nextInt(10) == 0 ? Fault.DROPPED_AFTER : Fault.NONE;
      }
    };
  }

  private static void await(StubApi api, Process process, int posts) throws InterruptedException {
    while (api.posts() < posts && process.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(process.isAlive()).as("it should have been under way still").isTrue();
  }

  private Process start(StubApi api, Path people, String... jvm) throws IOException {
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(jvm));
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(arguments(people)));
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder
        .environment()
        .putAll(Map.of("ENRICHMENT_URL", api.url(), "ENRICHMENT_API_KEY", StubApi.KEY));
    return builder.start();
  }

  private String[] arguments(Path people) {
    return new String[] {
      "send", people.toString(), "--type", "email", "--out", results().toString()
    };
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private Path results() {
    return folder.resolve("results.csv");
  }

  private Path journal() {
    return folder.resolve("results.csv.progress");
  }
}
