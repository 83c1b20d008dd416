package enrichment.standalone;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Worker processes, one after the other. */
final class WorkerChain implements AutoCloseable {

  private final Map<String, String> environment;
  private @Nullable WorkerProcess current;

  WorkerChain(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  synchronized void startNext() throws IOException {
    current = WorkerProcess.start(environment);
  }

  /** Returns when it is gone. */
  synchronized void kill() {
    if (current != null) {
      current.kill();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
