package enrichment.cli.account;

import enrichment.cli.kit.AccountConnection;
import enrichment.cli.kit.Output;
import enrichment.cli.kit.Paging;
import enrichment.cli.kit.Table;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code enrichment entries} */
@Command(
    name = "entries",
    header = "Lists the ledger of the account's credits, the newest entry first.",
    footer = {"", "Examples:", "  enrichment entries", "  enrichment entries --all --json"})
public final class EntriesCommand implements Runnable {

  private static final Table ENTRIES =
      new Table()
          .with("Entry", "/entry_id")
          .with("Kind", "/kind")
          .with("Amount", "/amount")
          .with("Enrichment", "/enrichment_id")
          .with("#", "/position")
          .with("Reference", "/reference")
          .with("Expires", "/expires_at")
          .with("Created", "/created_at");

  @Mixin private Paging paging;
  @Mixin private Output output;
  @Mixin private AccountConnection connection;

  @Override
  public void run() {
    try (var api = connection.open()) {
      output.show(
          paging.read(api, "/credits/entries", "entries", Map.of()),
          ENTRIES,
          "There are no entries.");
    }
  }
}
