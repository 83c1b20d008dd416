package enrichment.standalone;

import enrichment.worker.Main;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A worker in a process of its own, which can be killed. */
final class WorkerProcess {

  /** It ends before it is worth compiling anything well, and others want the processor too. */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private final Process process;

  private WorkerProcess(Process process) {
    this.process = process;
  }

  static WorkerProcess start(Map<String, String> environment) throws IOException {
    return start(Main.class, environment);
  }

  /** With other workflows, of another main class. */
  static WorkerProcess start(Class<?> main, Map<String, String> environment) throws IOException {
    var builder =
        new ProcessBuilder(StandaloneProcess.command(main))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD);
    builder.environment().putAll(environment);
    builder.environment().put("JDK_JAVA_OPTIONS", SHORT_LIVED);
    return new WorkerProcess(builder.start());
  }

  /**
   * As SIGTERM does.
   *
   * @return how long it took to be gone
   */
  Duration stop(Duration patience) {
    var start = System.nanoTime();
    process.destroy();
    process.onExit().orTimeout(patience.toSeconds(), TimeUnit.SECONDS).join();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** As {@code kill -9} does. Returns when it is gone. */
  void kill() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
