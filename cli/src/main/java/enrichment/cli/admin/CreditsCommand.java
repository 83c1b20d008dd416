package enrichment.cli.admin;

import enrichment.cli.kit.AdminConnection;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.CommandGroup;
import enrichment.cli.kit.Json;
import enrichment.cli.kit.Output;
import enrichment.cli.kit.Paging;
import enrichment.cli.kit.Texts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enrichment admin credits} */
@Command(
    name = "credits",
    header = "Grants credits.",
    subcommands = CreditsCommand.Grant.class,
    footer = {
      "",
      "Example:",
      "  enrichment admin credits grant $ACCOUNT 1000 --reference" + " invoice-17"
    })
final class CreditsCommand extends CommandGroup {

  @Command(
      name = "grant",
      header = "Grants credits to an account; the same reference never counts twice.",
      footer = {
        "",
        "Example:",
        "  enrichment admin credits grant $ACCOUNT 1000 --reference"
            + " invoice-17 --expires-at 2027-01-31T00:00:00Z"
      })
  static final class Grant implements Runnable {
    @Parameters(paramLabel = "ACCOUNT", description = "The account_id.")
    private String accountId;

    @Parameters(paramLabel = "AMOUNT", description = "How many credits.")
    private long amount;

    @Option(
        names = "--reference",
        required = true,
        paramLabel = "REFERENCE",
        description = "What they are for.")
    private String reference;

    @Option(
        names = "--expires-at",
        paramLabel = "TIME",
        description = "When what is left of them ends; else never.")
    private @Nullable String expiresAt;

    @Mixin private Output output;
    @Mixin private AdminConnection connection;

    @Override
    public void run() {
      var body = Json.object().put("amount", amount).put("reference", reference);
      if (expiresAt != null) {
        body.put("expires_at", expiresAt);
      }
      try (var api = connection.open()) {
        // The reference makes it safe to repeat.
        var answer =
            api.send(
                ApiRequest.repeatablePost(
                    "/accounts/%s/credits".formatted(Paging.encoded(accountId)), Json.bytes(body)));
        output.show(
            answer,
            "The account has %s now."
                .formatted(Texts.count(answer.path("available").longValue(), "credit")));
      }
    }
  }
}
