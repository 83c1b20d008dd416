package enrichment.standalone;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The PostgreSQL of a data directory, by its processes: what an overloaded disk, a paused virtual
 * machine or a failover does to it.
 */
final class PostgresProcesses {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path data;
  private List<String> command = List.of();

  /**
   * @param dataDir of the stack
   */
  PostgresProcesses(Path dataDir) {
    this.data = dataDir.resolve("postgresql");
  }

  /** From now on it answers nothing; connections stay. */
  void pause() throws IOException, InterruptedException {
    var server = postmaster();
    // First, so that it starts no more.
    signal("STOP", Stream.of(server));
    signal("STOP", server.descendants());
  }

  void resume() throws IOException, InterruptedException {
    var server = postmaster();
    signal("CONT", server.descendants());
    signal("CONT", Stream.of(server));
  }

  /** An immediate shutdown: every connection is cut, and nothing is tidied up. */
  void stopAtOnce() throws IOException, InterruptedException {
    var server = postmaster();
    command = commandLine(server);
    signal("QUIT", Stream.of(server));
    server.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** PostgreSQL refuses to be root's, so root starts it in a user namespace, as the stack does. */
  void startAgain() throws IOException {
    var starting = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      starting.addAll(List.of("unshare", "-U"));
    }
    starting.addAll(command);
    var log = data.resolveSibling("postgresql-restarted.log").toFile();
    new ProcessBuilder(starting).redirectErrorStream(true).redirectOutput(Redirect.to(log)).start();
  }

  /** {@link ProcessHandle.Info#arguments} leaves out what is long. */
  private static List<String> commandLine(ProcessHandle process) throws IOException {
    var text = Files.readString(Path.of("/proc/%d/cmdline".formatted(process.pid())));
    return List.of(text.split("\0"));
  }

  private ProcessHandle postmaster() throws IOException {
    var pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private static void signal(String signal, Stream<ProcessHandle> processes)
      throws IOException, InterruptedException {
    var command =
        Stream.concat(
                Stream.of("kill", "-" + signal),
                processes.map(process -> Long.toString(process.pid())))
            .toList();
    // One that has ended meanwhile is no reason to fail.
    if (command.size() > 2) {
      new ProcessBuilder(command).start().waitFor();
    }
  }
}
