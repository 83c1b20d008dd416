package enrichment.standalone;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The API or a worker in a process of its own, which is told to stop as a container is. */
final class ServiceProcess implements AutoCloseable {

  /** What a process ends with that stops on SIGTERM. */
  static final int TERMINATED = 128 + 15;

  private final Process process;

  private ServiceProcess(Process process) {
    this.process = process;
  }

  static ServiceProcess start(Class<?> main, Map<String, String> environment) throws IOException {
    var builder =
        new ProcessBuilder(StandaloneProcess.command(main))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD);
    builder.environment().putAll(environment);
    return new ServiceProcess(builder.start());
  }

  /**
   * Sends SIGTERM, and waits for the end.
   *
   * @return the exit code
   */
  int terminate(Duration grace) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("It does not stop within " + grace);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
