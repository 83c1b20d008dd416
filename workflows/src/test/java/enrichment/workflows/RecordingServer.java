package enrichment.workflows;

import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** A real server, of the executable on the {@code PATH}, with a namespace for each path. */
final class RecordingServer implements AutoCloseable {

  private final TemporalDevServer server;

  private RecordingServer(TemporalDevServer server) {
    this.server = server;
  }

  /**
   * @throws AssertionError when there is no executable: what needs a real server is not skipped
   */
  static RecordingServer start() {
    var namespaces =
        Arrays.stream(RecordedPath.values())
            .flatMap(path -> Stream.of("--namespace", path.name()))
            .toList();
    return new RecordingServer(
        TemporalDevServer.start(
            TemporalDevServerOptions.newBuilder()
                .setExistingPath(executable().toString())
                .setDownloadEnabled(false)
                .setExtraArgs(namespaces)
                .build()));
  }

  private static Path executable() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "temporal"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no temporal executable on the PATH"));
  }

  /** Nobody has worked on anything there yet. */
  EnrichmentHarness namespaceOf(RecordedPath path) {
    return EnrichmentHarness.on(server.getTarget(), path.name());
  }

  @Override
  public void close() {
    server.close();
  }
}
