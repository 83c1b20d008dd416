package enrichment.cli.admin;

import enrichment.cli.kit.AdminConnection;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.CliException;
import enrichment.cli.kit.CommandGroup;
import enrichment.cli.kit.Json;
import enrichment.cli.kit.Output;
import enrichment.cli.kit.Paging;
import enrichment.cli.kit.Table;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enrichment admin accounts} */
@Command(
    name = "accounts",
    header = "Lists, makes and changes accounts.",
    subcommands = {
      AccountsCommand.ListAll.class,
      AccountsCommand.Create.class,
      AccountsCommand.Show.class,
      AccountsCommand.Update.class,
      AccountsCommand.Suspend.class,
      AccountsCommand.Resume.class
    },
    footer = {
      "",
      "Examples:",
      "  enrichment admin accounts list",
      "  enrichment admin accounts create --name Sales --credits 500",
      "  enrichment admin accounts suspend $ACCOUNT"
    })
final class AccountsCommand extends CommandGroup {

  private static final String PATH = "/accounts";

  private static String path(String accountId) {
    return PATH + "/" + Paging.encoded(accountId);
  }

  @Command(
      name = "list",
      header = "Lists the accounts, the newest first.",
      footer = {"", "Example:", "  enrichment admin accounts list --all --json"})
  static final class ListAll implements Runnable {
    private static final Table ACCOUNTS =
        new Table()
            .with("Account", "/account_id")
            .with("Name", "/name")
            .with("Status", "/status")
            .with("Available", "/credits/available")
            .with("Held", "/credits/held")
            .with("Created", "/created_at");

    @Mixin private Paging paging;
    @Mixin private Output output;
    @Mixin private AdminConnection connection;

    @Override
    public void run() {
      try (var api = connection.open()) {
        output.show(
            paging.read(api, PATH, "accounts", Map.of()), ACCOUNTS, "There are no accounts.");
      }
    }
  }

  @Command(
      name = "create",
      header = "Makes an account, and shows its first API key this once.",
      footer = {
        "",
        "Example:",
        "  enrichment admin accounts create --name Sales --credits 500 --countries FR,BE"
      })
  static final class Create implements Runnable {
    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Whose it is.")
    private String name;

    @Option(
        names = "--credits",
        paramLabel = "N",
        defaultValue = "0",
        description = "What it begins with (${DEFAULT-VALUE}).")
    private long credits;

    @Option(
        names = "--personal-email-consent",
        description = "It has consented to the terms for personal emails.")
    private boolean consent;

    @Option(
        names = "--countries",
        split = ",",
        paramLabel = "CODE",
        description = "Whose phones count by default (ISO 3166-1 alpha-2).")
    private List<String> countries = List.of();

    @Option(
        names = "--reuse-days",
        paramLabel = "DAYS",
        description = "For how long a hit is used again.")
    private @Nullable Integer reuseDays;

    @Mixin private Output output;
    @Mixin private AdminConnection connection;

    @Override
    public void run() {
      var body =
          Json.object()
              .put("name", name)
              .put("credits", credits)
              .put("personal_email_consent", consent);
      countries.forEach(body.putArray("default_phone_country_codes")::add);
      if (reuseDays != null) {
        body.put("reuse_days", reuseDays);
      }
      try (var api = connection.open()) {
        output.show(api.send(ApiRequest.post(PATH, body)));
        output.say("The api_key is not shown again.");
      }
    }
  }

  @Command(
      name = "show",
      header = "Shows an account.",
      footer = {"", "Example:", "  enrichment admin accounts show $ACCOUNT"})
  static final class Show implements Runnable {
    @Parameters(paramLabel = "ACCOUNT", description = "The account_id.")
    private String accountId;

    @Mixin private Output output;
    @Mixin private AdminConnection connection;

    @Override
    public void run() {
      try (var api = connection.open()) {
        output.show(api.send(ApiRequest.get(path(accountId))));
      }
    }
  }

  @Command(
      name = "update",
      header = "Changes an account.",
      footer = {"", "Example:", "  enrichment admin accounts update $ACCOUNT --name Marketing"})
  static final class Update implements Runnable {
    @Parameters(paramLabel = "ACCOUNT", description = "The account_id.")
    private String accountId;

    @Option(names = "--name", paramLabel = "NAME", description = "Whose it is.")
    private @Nullable String name;

    @Option(
        names = "--countries",
        split = ",",
        arity = "0..1",
        paramLabel = "CODE",
        description = "Whose phones count by default; without a code, all of them.")
    private @Nullable List<String> countries;

    @Option(
        names = "--reuse-days",
        paramLabel = "DAYS",
        description = "For how long a hit is used again.")
    private @Nullable Integer reuseDays;

    @Mixin private Output output;
    @Mixin private AdminConnection connection;

    @Override
    public void run() {
      var body = Json.object();
      if (name != null) {
        body.put("name", name);
      }
      if (countries != null) {
        var codes = body.putArray("default_phone_country_codes");
        countries.stream().filter(code -> !code.isBlank()).forEach(codes::add);
      }
      if (reuseDays != null) {
        body.put("reuse_days", reuseDays);
      }
      if (body.isEmpty()) {
        throw CliException.misused("Nothing to change: give --name, --countries or --reuse-days.");
      }
      try (var api = connection.open()) {
        output.show(api.send(ApiRequest.patch(path(accountId), body)));
      }
    }
  }

  /** Says whether an account's keys are taken. */
  private abstract static class StatusChange implements Runnable {

    private final String verb;
    private final String done;

    @Parameters(paramLabel = "ACCOUNT", description = "The account_id.")
    private String accountId;

    @Mixin private Output output;
    @Mixin private AdminConnection connection;

    StatusChange(String verb, String done) {
      this.verb = verb;
      this.done = done;
    }

    @Override
    public void run() {
      try (var api = connection.open()) {
        output.show(api.send(ApiRequest.repeatablePost(path(accountId) + "/" + verb)), done);
      }
    }
  }

  @Command(
      name = "suspend",
      header = "Refuses all of an account's keys; what is under way goes on.",
      footer = {"", "Example:", "  enrichment admin accounts suspend $ACCOUNT"})
  static final class Suspend extends StatusChange {
    Suspend() {
      super("suspend", "The account is suspended.");
    }
  }

  @Command(
      name = "resume",
      header = "Ends a suspension.",
      footer = {"", "Example:", "  enrichment admin accounts resume $ACCOUNT"})
  static final class Resume extends StatusChange {
    Resume() {
      super("resume", "The account is active.");
    }
  }
}
