package enrichment.cli;

import enrichment.cli.kit.AccountConnection;
import enrichment.cli.kit.AdminConnection;
import enrichment.cli.kit.CliException;
import enrichment.cli.kit.CommandGroup;
import enrichment.cli.kit.ExitCodes;
import enrichment.cli.kit.Surroundings;
import enrichment.cli.kit.Texts;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line, in one piece: every failure is a sentence and an exit code. */
final class Cli {

  static CommandLine of(Surroundings surroundings, PrintWriter out, PrintWriter err) {
    var cli = new CommandLine(new EnrichmentCommand(), new Factory(surroundings));
    help(cli);
    return cli.setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Cli::misused)
        .setExecutionExceptionHandler(Cli::failed);
  }

  /** Every command has --help, and a heading above its subcommands. */
  private static void help(CommandLine cli) {
    var spec = cli.getCommandSpec();
    spec.mixinStandardHelpOptions(true);
    if (spec.userObject() instanceof CommandGroup) {
      spec.usageMessage().synopsisSubcommandLabel("COMMAND");
    }
    spec.usageMessage().commandListHeading("%nCommands:%n");
    cli.getSubcommands().values().forEach(Cli::help);
  }

  private static int misused(ParameterException e, String[] arguments) {
    var command = e.getCommandLine();
    command.getErr().println(Texts.printable(String.valueOf(e.getMessage())));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command.getErr().printf("See '%s --help'.%n", command.getCommandSpec().qualifiedName());
    return ExitCodes.MISUSED;
  }

  private static int failed(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof CliException told) {
      command.getErr().println(told.getMessage());
      return told.exitCode();
    }
    // Its type and place alone: the message may quote a row.
    var place = e.getStackTrace().length == 0 ? "" : ", at " + e.getStackTrace()[0];
    command
        .getErr()
        .printf("Something unexpected went wrong (%s%s).%n", e.getClass().getName(), place);
    return ExitCodes.FAILED;
  }

  /** Makes what needs to know the surroundings. */
  private record Factory(Surroundings surroundings) implements IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == AccountConnection.class) {
        return type.cast(new AccountConnection(surroundings));
      }
      if (type == AdminConnection.class) {
        return type.cast(new AdminConnection(surroundings));
      }
      return CommandLine.defaultFactory().create(type);
    }
  }

  private Cli() {}
}
