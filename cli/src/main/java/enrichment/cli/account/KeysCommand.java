package enrichment.cli.account;

import enrichment.cli.kit.AccountConnection;
import enrichment.cli.kit.ApiKeys;
import enrichment.cli.kit.CommandGroup;
import enrichment.cli.kit.Output;
import enrichment.cli.kit.Paging;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code enrichment keys} */
@Command(
    name = "keys",
    header = "Manages the account's API keys.",
    subcommands = {
      KeysCommand.ListKeys.class,
      KeysCommand.CreateKey.class,
      KeysCommand.RevokeKey.class
    },
    footer = {
      "",
      "Examples:",
      "  enrichment keys list",
      "  enrichment keys create --name crm --scopes enrich,read",
      "  enrichment keys revoke $KEY_ID"
    })
public final class KeysCommand extends CommandGroup {

  private static final String PATH = "/account/keys";

  @Command(
      name = "list",
      header = "Lists the keys.",
      footer = {"", "Example:", "  enrichment keys list --json"})
  static final class ListKeys implements Runnable {
    @Mixin private Paging paging;
    @Mixin private Output output;
    @Mixin private AccountConnection connection;

    @Override
    public void run() {
      try (var api = connection.open()) {
        new ApiKeys(api, PATH, output).list(paging);
      }
    }
  }

  @Command(
      name = "create",
      header = "Makes a key, and shows it this once.",
      footer = {
        "",
        "Example:",
        "  enrichment keys create --name crm --scopes enrich,read --expires-at 2027-01-31T00:00:00Z"
      })
  static final class CreateKey implements Runnable {
    @Mixin private ApiKeys.NewKey key;
    @Mixin private Output output;
    @Mixin private AccountConnection connection;

    @Override
    public void run() {
      try (var api = connection.open()) {
        new ApiKeys(api, PATH, output).create(key);
      }
    }
  }

  @Command(
      name = "revoke",
      header = "Ends a key; it opens nothing from then on.",
      footer = {"", "Example:", "  enrichment keys revoke $KEY_ID"})
  static final class RevokeKey implements Runnable {
    @Parameters(paramLabel = "KEY_ID", description = "The key_id, as 'keys list' has it.")
    private String keyId;

    @Mixin private Output output;
    @Mixin private AccountConnection connection;

    @Override
    public void run() {
      try (var api = connection.open()) {
        new ApiKeys(api, PATH, output).revoke(keyId);
      }
    }
  }
}
