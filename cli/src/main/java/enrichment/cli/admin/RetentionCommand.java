package enrichment.cli.admin;

import enrichment.cli.kit.AdminConnection;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.CommandGroup;
import enrichment.cli.kit.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
  static final class Run implements Runnable {
    @Mixin private Output output;
    @Mixin private AdminConnection connection;

    @Override
    public void run() {
      try (var api = connection.open()) {
        output.show(
            api.send(ApiRequest.post("/retention/runs")), "What is too old is being purged.");
      }
    }
  }
}
