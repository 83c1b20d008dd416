package enrichment.cli.account;

import enrichment.cli.kit.AccountConnection;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.CommandGroup;
import enrichment.cli.kit.Confirmation;
import enrichment.cli.kit.Json;
import enrichment.cli.kit.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code enrichment consent} */
@Command(
    name = "consent",
    header = "Shows, gives or revokes the consent that personal emails need.",
    subcommands = {
      ConsentCommand.Show.class,
      ConsentCommand.Give.class,
      ConsentCommand.Revoke.class
    },
    footer = {
      "",
      "Examples:",
      "  enrichment consent show",
      "  enrichment consent give --given-by 'Ada Lovelace, DPO' --terms-version 2026-01",
      "  enrichment consent revoke"
    })
public final class ConsentCommand extends CommandGroup {

  private static final String PATH = "/account/personal_email_consent";

  @Command(
      name = "show",
      header = "Shows the consent and its history.",
      footer = {"", "Example:", "  enrichment consent show --json"})
  static final class Show implements Runnable {
    @Mixin private Output output;
    @Mixin private AccountConnection connection;

    @Override
    public void run() {
      try (var api = connection.open()) {
        output.show(api.send(ApiRequest.get(PATH)));
      }
    }
  }

  @Command(
      name = "give",
      header = "Records that somebody has consented, and to which terms.",
      footer = {
        "",
        "Example:",
        "  enrichment consent give --given-by 'Ada Lovelace, DPO' --terms-version 2026-01"
      })
  static final class Give implements Runnable {
    @Option(
        names = "--given-by",
        required = true,
        paramLabel = "WHO",
        description = "Who consents for the account.")
    private String givenBy;

    @Option(
        names = "--terms-version",
        required = true,
        paramLabel = "VERSION",
        description = "The version of the terms.")
    private String termsVersion;

    @Mixin private Output output;
    @Mixin private AccountConnection connection;

    @Override
    public void run() {
      try (var api = connection.open()) {
        var body = Json.object().put("given_by", givenBy).put("terms_version", termsVersion);
        output.show(api.send(ApiRequest.put(PATH, body)), "The consent is recorded.");
      }
    }
  }

  @Command(
      name = "revoke",
      header =
          "Revokes the consent: personal emails that are being looked up are cancelled at once.",
      footer = {"", "Example:", "  enrichment consent revoke --yes"})
  static final class Revoke implements Runnable {
    @Mixin private Confirmation confirmation;
    @Mixin private Output output;
    @Mixin private AccountConnection connection;

    @Override
    public void run() {
      confirmation.ask("Cancel all running enrichments of personal emails?");
      try (var api = connection.open()) {
        output.show(api.send(ApiRequest.delete(PATH)), "The consent is revoked.");
      }
    }
  }
}
