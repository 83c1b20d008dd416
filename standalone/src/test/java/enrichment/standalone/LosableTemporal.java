package enrichment.standalone;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A real Temporal server that can lose all it knows, and comes back empty at the same address. */
final class LosableTemporal implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path database;
  private final int port = StandaloneProcess.freePort();
  private final int uiPort = StandaloneProcess.freePort();
  private final WorkflowServiceStubs service;
  private Process process;

  private LosableTemporal(Path database) throws IOException {
    this.database = database;
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
    process = start();
  }

  /**
   * @throws IOException when there is no executable: what needs a real server is not skipped
   */
  static LosableTemporal start(Path dataDir) throws IOException {
    return new LosableTemporal(dataDir.resolve("temporal.db"));
  }

  private Process start() throws IOException {
    var started =
        new ProcessBuilder(
                "temporal",
                "server",
                "start-dev",
                "--port",
                Integer.toString(port),
                "--ui-port",
                Integer.toString(uiPort),
                "--db-filename",
                database.toString(),
                "--sqlite-pragma",
                "journal_mode=wal",
                "--sqlite-pragma",
                "synchronous=normal",
                "--log-level",
                "error")
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    try {
      service.connect(PATIENCE);
    } catch (RuntimeException e) {
      started.destroyForcibly();
      throw e;
    }
    return started;
  }

  /** As {@code kill -9} does, and then its data is deleted. */
  void lose() throws IOException {
    end();
    try (var files = Files.list(database.getParent())) {
      for (var file : files.filter(LosableTemporal::isData).toList()) {
        Files.delete(file);
      }
    }
  }

  private static boolean isData(Path file) {
    return file.getFileName().toString().startsWith("temporal.db");
  }

  /** Empty. */
  void comeBack() throws IOException {
    process = start();
  }

  StandaloneTemporal temporal() {
    return new StandaloneTemporal(
        service,
        WorkflowClient.newInstance(service),
        this::end,
        "a server that can be lost",
        "http://127.0.0.1:" + uiPort);
  }

  private void end() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    service.shutdownNow();
    end();
  }
}
