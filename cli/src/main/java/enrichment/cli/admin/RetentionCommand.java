package enrichment.cli.admin;

import enrichment.cli.kit.CommandGroup;
import picocli.CommandLine.Command;

/** {@code enrichment admin retention} */
@Command(
    name = "retention",
    header = "Purges what is older than the server keeps it.",
    subcommands = RetentionCommand.Run.class,
    footer = {"", "Example:", "  enrichment admin retention run"})
final class RetentionCommand extends CommandGroup {

  @Command(
      name = "run",
      header = "Purges now, and not at the next time that is planned.",
      footer = {"", "Example:", "  enrichment admin retention run"})
  static final class Run extends RunNow {
    Run() {
      super("/retention/runs", "What is too old is being purged.");
    }
  }
}
