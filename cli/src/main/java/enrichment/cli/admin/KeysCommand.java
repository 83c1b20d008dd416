package enrichment.cli.admin;

import enrichment.cli.kit.AdminConnection;
import enrichment.cli.kit.ApiKeys;
import enrichment.cli.kit.CommandGroup;
import enrichment.cli.kit.Output;
import enrichment.cli.kit.Paging;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code enrichment admin keys} */
@Command(
    name = "keys",
    header = "Manages the API keys of an account.",
    subcommands = {
      KeysCommand.ListKeys.class,
      KeysCommand.CreateKey.class,
      KeysCommand.RevokeKey.class
    },
    footer = {
      "",
      "Examples:",
      "  enrichment admin keys list $ACCOUNT",
      "  enrichment admin keys create $ACCOUNT --name crm"
    })
final class KeysCommand extends CommandGroup {

  private static String path(String accountId) {
    return "/accounts/%s/keys".formatted(Paging.encoded(accountId));
  }

  @Command(
      name = "list",
      header = "Lists the keys of an account.",
      footer = {"", "Example:", "  enrichment admin keys list $ACCOUNT"})
  static final class ListKeys implements Runnable {
    @Parameters(paramLabel = "ACCOUNT", description = "The account_id.")
    private String accountId;

    @Mixin private Paging paging;
    @Mixin private Output output;
    @Mixin private AdminConnection connection;

    @Override
    public void run() {
      try (var api = connection.open()) {
        new ApiKeys(api, path(accountId), output).list(paging);
      }
    }
  }

  @Command(
      name = "create",
      header = "Makes a key for an account, and shows it this once.",
      footer = {
        "",
        "Example:",
        "  enrichment admin keys create $ACCOUNT --name crm --scopes" + " enrich,read"
      })
  static final class CreateKey implements Runnable {
    @Parameters(paramLabel = "ACCOUNT", description = "The account_id.")
    private String accountId;

    @Mixin private ApiKeys.NewKey key;
    @Mixin private Output output;
    @Mixin private AdminConnection connection;

    @Override
    public void run() {
      try (var api = connection.open()) {
        new ApiKeys(api, path(accountId), output).create(key);
      }
    }
  }

  @Command(
      name = "revoke",
      header = "Ends a key of an account.",
      footer = {"", "Example:", "  enrichment admin keys revoke $ACCOUNT $KEY_ID"})
  static final class RevokeKey implements Runnable {
    @Parameters(paramLabel = "ACCOUNT", description = "The account_id.")
    private String accountId;

    @Parameters(paramLabel = "KEY_ID", description = "The key_id, as 'keys list' has it.")
    private String keyId;

    @Mixin private Output output;
    @Mixin private AdminConnection connection;

    @Override
    public void run() {
      try (var api = connection.open()) {
        new ApiKeys(api, path(accountId), output).revoke(keyId);
      }
    }
  }
}
