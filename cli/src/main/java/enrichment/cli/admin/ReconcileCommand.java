package enrichment.cli.admin;

import enrichment.cli.kit.AdminConnection;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.CommandGroup;
import enrichment.cli.kit.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
  static final class Run implements Runnable {
    @Mixin private Output output;
    @Mixin private AdminConnection connection;

    @Override
    public void run() {
      try (var api = connection.open()) {
        output.show(
            api.send(ApiRequest.post("/reconciliation/run")),
            "What Temporal has lost is being started again.");
      }
    }
  }
}
