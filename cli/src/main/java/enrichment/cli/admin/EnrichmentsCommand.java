package enrichment.cli.admin;

import enrichment.cli.kit.AdminConnection;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.CommandGroup;
import enrichment.cli.kit.Output;
import enrichment.cli.kit.Paging;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code enrichment admin enrichments} */
@Command(
    name = "enrichments",
    header = "Shows enrichments of any account, and where to look into their runs.",
    subcommands = EnrichmentsCommand.Show.class,
    footer = {"", "Example:", "  enrichment admin enrichments get $ID"})
final class EnrichmentsCommand extends CommandGroup {

  @Command(
      name = "get",
      header = "Shows an enrichment, with its workflow and a link to it.",
      footer = {"", "Example:", "  enrichment admin enrichments get $ID --json"})
  static final class Show implements Runnable {
    @Parameters(paramLabel = "ID", description = "The enrichment_id.")
    private String id;

    @Mixin private Output output;
    @Mixin private AdminConnection connection;

    @Override
    public void run() {
      try (var api = connection.open()) {
        output.show(api.send(ApiRequest.get("/enrichments/" + Paging.encoded(id))));
      }
    }
  }
}
