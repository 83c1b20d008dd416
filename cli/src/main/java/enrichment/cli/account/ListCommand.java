package enrichment.cli.account;

import enrichment.cli.kit.AccountConnection;
import enrichment.cli.kit.Output;
import enrichment.cli.kit.Paging;
import enrichment.cli.kit.Table;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code enrichment list} */
@Command(
    name = "list",
    header = "Lists enrichments, the newest first.",
    footer = {
      "",
      "Examples:",
      "  enrichment list",
      "  enrichment list --status in_progress --type email --all --json"
    })
public final class ListCommand implements Runnable {

  private static final Table ENRICHMENTS =
      new Table()
          .with("Enrichment", "/enrichment_id")
          .with("Type", "/enrichment_type")
          .with("Status", "/status")
          .with("Contacts", "/contacts/total")
          .with("Pending", "/contacts/pending")
          .with("Found", "/contacts/found")
          .with("Failed", "/contacts/failed")
          .with("Charged", "/credits/charged")
          .with("Created", "/created_at");

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Those that are queued, in_progress, finished or cancelled.")
  private @Nullable String status;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Those of type email, phone or personal_email.")
  private @Nullable String type;

  @Mixin private Paging paging;
  @Mixin private Output output;
  @Mixin private AccountConnection connection;

  @Override
  public void run() {
    try (var api = connection.open()) {
      var filters = new LinkedHashMap<String, @Nullable String>();
      filters.put("status", status);
      filters.put("type", type);
      output.show(
          paging.read(api, "/enrichments", "enrichments", filters),
          ENRICHMENTS,
          "There are no such enrichments.");
    }
  }
}
