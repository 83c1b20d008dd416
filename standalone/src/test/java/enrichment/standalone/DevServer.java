package enrichment.standalone;

import enrichment.observability.metrics.Metrics;
import enrichment.observability.tracing.Tracing;
import java.io.IOException;
import java.nio.file.Path;

/** A real Temporal server, of the executable on the {@code PATH}. */
final class DevServer {

  /**
   * @throws AssertionError when there is no executable: what needs a real server is not skipped
   */
  static StandaloneTemporal start(Path dataDir) throws IOException {
    var config = Batches.config(dataDir, StandaloneProcess.freePort());
    try (var data = DataDirectory.open(dataDir)) {
      var temporal = StandaloneTemporal.start(config, data, Metrics.off().registry(), Tracing.OFF);
      if (temporal.webUi() == null) {
        temporal.close();
        throw new AssertionError("There is no temporal executable on the PATH");
      }
      return temporal;
    }
  }

  /** The one on the {@code PATH}. */
  static Path executable() {
    return StandaloneTemporal.findOnPath()
        .orElseThrow(() -> new AssertionError("There is no temporal executable on the PATH"));
  }

  private DevServer() {}
}
