package enrichment.cli.send;

import enrichment.cli.kit.ExitCodes;
import java.util.function.Supplier;

/**
 * What happens when the process is told to end (Ctrl-C, SIGTERM): it says how to go on, and ends at
 * once. Nothing has to be tidied up, since the journal is ahead of whatever is done.
 */
final class Interruption {

  interface Step {
    void run() throws InterruptedException;
  }

  /** Runs something that may be interrupted. */
  static void tells(Supplier<String> howToGoOn, Step step) throws InterruptedException {
    var hook =
        new Thread(
            () -> {
              System.err.println("\nInterrupted. " + howToGoOn.get());
              System.err.flush();
              Runtime.getRuntime().halt(ExitCodes.LEFT_TO_DO);
            });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      step.run();
    } finally {
      removeIfNotRunning(hook);
    }
  }

  private static void removeIfNotRunning(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It runs: the process ends.
    }
  }

  private Interruption() {}
}
