package enrichment.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of {@link Main} that ran in a process of its own to its end. */
record StandaloneCommand(int exitCode, String output, String errors) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static StandaloneCommand run(Path dataDir, String... arguments) throws InterruptedException {
    return run(Map.of("DATA_DIR", dataDir.toString()), arguments);
  }

  static StandaloneCommand run(Map<String, String> environment, String... arguments)
      throws InterruptedException {
    try {
      var output = Files.createTempFile("standalone", ".out");
      var errors = Files.createTempFile("standalone", ".err");
      var builder =
          new ProcessBuilder(StandaloneProcess.command(arguments))
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      var process = builder.start();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("It does not end: " + List.of(arguments));
      }
      return new StandaloneCommand(
          process.exitValue(), Files.readString(output), Files.readString(errors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
