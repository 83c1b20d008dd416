package enrichment.standalone;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server that a killed process has left running on the same data. It is ended before the data is
 * used again.
 */
final class LeftoverProcess {

  private static final int PATIENCE_SECONDS = 30;

  /**
   * Ends the process, if it still is what it was.
   *
   * @param pid its process id, as it was noted then
   * @param program what its command must contain: ids are used again
   */
  static void end(Optional<String> pid, String program) {
    pid.filter(id -> id.matches("\\d+"))
        .flatMap(id -> ProcessHandle.of(Long.parseLong(id)))
        .filter(process -> process.info().command().orElse("").contains(program))
        .ifPresent(process -> end(process, program));
  }

  private static void end(ProcessHandle process, String program) {
    process.destroy();
    try {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new UnusableException(
          "A %s of an earlier run does not stop: process %d".formatted(program, process.pid()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private LeftoverProcess() {}
}
