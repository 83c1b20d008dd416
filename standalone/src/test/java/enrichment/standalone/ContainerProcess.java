package enrichment.standalone;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process in the place of a container: it sees no variable but those that it is given. */
final class ContainerProcess implements AutoCloseable {

  private static final Duration UNTIL_GONE = Duration.ofSeconds(10);

  private final Process process;

  private ContainerProcess(Process process) {
    this.process = process;
  }

  /**
   * @param folder where it runs
   * @param log the file that its output is appended to
   */
  static ContainerProcess start(
      List<String> command, Map<String, String> environment, Path folder, File log)
      throws IOException {
    // Finds the program on the PATH that it is given, not on that of the tests.
    var line = Stream.concat(Stream.of("/usr/bin/env"), command.stream()).toList();
    var builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log));
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new ContainerProcess(builder.start());
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Waits for it to end by itself. */
  int exitCode(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      close();
      throw new AssertionError("It does not end within " + patience);
    }
    return process.exitValue();
  }

  /** As {@code docker stop} does, but for the {@code SIGKILL}: whoever needs that has failed. */
  int stop(Duration grace) throws InterruptedException {
    process.destroy();
    return exitCode(grace);
  }

  /** As {@code kill -9} does. Returns when it is gone. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(UNTIL_GONE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
