package enrichment.cli.admin;

import enrichment.cli.kit.CommandGroup;
import picocli.CommandLine.Command;

/** {@code enrichment admin reconcile} */
@Command(
    name = "reconcile",
    header = "Starts again what Temporal has lost.",
    subcommands = ReconcileCommand.Run.class,
    footer = {"", "Example:", "  enrichment admin reconcile run"})
final class ReconcileCommand extends CommandGroup {

  @Command(
      name = "run",
      header = "Reconciles now, and not at the next time that is planned.",
      footer = {"", "Example:", "  enrichment admin reconcile run"})
  static final class Run extends RunNow {
    Run() {
      super("/reconciliation/run", "What Temporal has lost is being started again.");
    }
  }
}
