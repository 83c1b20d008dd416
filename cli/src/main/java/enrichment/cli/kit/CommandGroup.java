package enrichment.cli.kit;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does nothing by itself: one of its subcommands must be named. */
public abstract class CommandGroup implements Runnable {

  @Spec private CommandSpec command;

  @Override
  public final void run() {
    throw new ParameterException(command.commandLine(), "Which command?");
  }
}
