package enrichment.standalone;

import enrichment.api.PortTakenException;
import enrichment.observability.logging.LibraryLogs;
import enrichment.providers.config.InvalidProvidersFileException;
import enrichment.temporal.TemporalUnusableException;
import java.util.List;

/**
 * Everything in one process. {@code run} keeps the stack up until it is told to stop; {@code demo}
 * enriches a batch and ends; {@code import FILE} fills the directory; {@code providers} tells who
 * is asked about contacts.
 */
public final class Main {

  private static final int MISUSED = 2;

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    LibraryLogs.join();
    // Not a return: libraries may leave threads behind that would keep the process alive.
    System.exit(status(List.of(arguments)));
  }

  private static int status(List<String> arguments) throws Exception {
    try {
      var config = StandaloneConfig.read(System.getenv());
      if (arguments.equals(List.of("run"))) {
        return RunCommand.run(config);
      }
      if (arguments.equals(List.of("demo"))) {
        return DemoCommand.run(config);
      }
      if (arguments.size() == 2 && arguments.getFirst().equals("import")) {
        return ImportCommand.run(config, arguments.getLast());
      }
      if (arguments.equals(List.of("providers"))) {
        return ProvidersCommand.run(config.worker().providers());
      }
      throw new UnusableException("Usage: run | demo | import FILE | providers");
    } catch (UnusableException
        | TemporalUnusableException
        | PortTakenException
        | InvalidProvidersFileException
        | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return MISUSED;
    }
  }
}
