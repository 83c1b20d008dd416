package enrichment.cli.kit;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks before something that cannot be undone. */
public final class Confirmation {

  @Option(
      names = {"-y", "--yes"},
      description = "Does not ask whether you are sure.")
  private boolean yes;

  /**
   * Returns when the person is sure.
   *
   * @throws CliException when they are not, or when there is nobody to ask
   */
  public void ask(String question) {
    if (yes) {
      return;
    }
    if (!isTerminal()) {
      throw CliException.misused("This cannot be undone: give --yes if you are sure.");
    }
    var answer = System.console().readLine("%s [y/N] ", question);
    if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
      throw CliException.failed("Nothing was done.");
    }
  }

  /** Whether somebody sits in front of this process. */
  public static boolean isTerminal() {
    // From Java 22 on a console exists without a terminal too, and only isTerminal() tells.
    var console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
