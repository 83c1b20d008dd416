package enrichment.cli;

import enrichment.cli.kit.Surroundings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Starts the command line client. */
public final class Main {

  public static void main(String[] arguments) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(Surroundings.ofProcess(), out, err, arguments));
  }

  /** Carries one command out, and returns the exit code. */
  public static int run(
      Surroundings surroundings, PrintWriter out, PrintWriter err, String... arguments) {
    return Cli.of(surroundings, out, err).execute(arguments);
  }

  private Main() {}
}
