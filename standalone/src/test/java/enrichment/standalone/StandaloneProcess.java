package enrichment.standalone;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code make run} in a process of its own, which can be killed. */
final class StandaloneProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** JEP 471. */
  private static final int KNOWS_UNSAFE_OPTION = 23;

  private final Process process;
  private final int port;
  private final Path output;

  private StandaloneProcess(Process process, int port, Path output) {
    this.process = process;
    this.port = port;
    this.output = output;
  }

  /** The command line of {@link Main}. */
  static List<String> command(String... arguments) {
    return command(Main.class, arguments);
  }

  /** The command line of a main class on this class path. */
  static List<String> command(Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(quietly());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * As {@code bin/standalone} and the images start it: otherwise the JVM itself warns on the log of
   * what protobuf and Netty do, in lines of its own form.
   */
  private static List<String> quietly() {
    var nativeAccess = "--enable-native-access=ALL-UNNAMED";
    return Runtime.version().feature() < KNOWS_UNSAFE_OPTION
        ? List.of(nativeAccess)
        : List.of(nativeAccess, "--sun-misc-unsafe-memory-access=allow");
  }

  static StandaloneProcess start(Path dataDir) throws IOException, InterruptedException {
    return start(dataDir, new ProcessBuilder(command("run")).redirectErrorStream(true));
  }

  /**
   * @param log where its log lines go
   */
  static StandaloneProcess start(Path dataDir, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command("run")).redirectError(log.toFile());
    builder.environment().putAll(environment);
    return start(dataDir, builder);
  }

  private static StandaloneProcess start(Path dataDir, ProcessBuilder builder)
      throws IOException, InterruptedException {
    var port = freePort();
    var output = Files.createTempFile("standalone", ".log");
    builder.redirectOutput(Redirect.to(output.toFile()));
    builder.environment().put("DATA_DIR", dataDir.toString());
    builder.environment().put("HTTP_PORT", Integer.toString(port));
    builder.environment().put("DEMO_API_KEY", Batches.KEY);
    builder.environment().put("TEMPORAL_UI_PORT", Integer.toString(freePort()));
    var started = new StandaloneProcess(builder.start(), port, output);
    started.awaitReady();
    return started;
  }

  private void awaitReady() throws IOException, InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.readString(output).contains("The enrichment service is ready.")) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new AssertionError("It does not start:\n" + Files.readString(output));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  String url() {
    return "http://localhost:" + port;
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  /** As {@code kill -9} does: no hook runs, and the servers it has started are left behind. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As SIGTERM does. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("It does not stop");
    }
    return process.exitValue();
  }

  /** Gently, so that it takes the servers along that it has started. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
