package enrichment.cli;

import enrichment.cli.account.CancelCommand;
import enrichment.cli.account.ConsentCommand;
import enrichment.cli.account.CreditsCommand;
import enrichment.cli.account.EntriesCommand;
import enrichment.cli.account.EraseCommand;
import enrichment.cli.account.GetCommand;
import enrichment.cli.account.KeysCommand;
import enrichment.cli.account.ListCommand;
import enrichment.cli.account.StatusCommand;
import enrichment.cli.account.SuppressCommand;
import enrichment.cli.admin.AdminCommand;
import enrichment.cli.kit.CommandGroup;
import enrichment.cli.send.SendCommand;
import picocli.CommandLine.Command;

/** {@code enrichment} */
@Command(
    name = "enrichment",
    versionProvider = Version.class,
    header = "Enriches contacts over the API of a bulk contact enrichment service.",
    subcommands = {
      SendCommand.class,
      GetCommand.class,
      StatusCommand.class,
      ListCommand.class,
      CancelCommand.class,
      CreditsCommand.class,
      EntriesCommand.class,
      KeysCommand.class,
      ConsentCommand.class,
      SuppressCommand.class,
      EraseCommand.class,
      AdminCommand.class
    },
    footer = {
      "",
      "Environment:",
      "  ENRICHMENT_URL      the server (http://localhost:8080)",
      "  ENRICHMENT_API_KEY  the account's key",
      "  ADMIN_TOKEN         the operator's token, for 'enrichment admin'",
      "",
      "Exit codes:",
      "  0  done",
      "  1  failed: the server refused, or cannot be reached",
      "  2  wrong usage",
      "  3  something is left to do: interrupted, out of credits, or some contacts failed",
      "",
      "Examples:",
      "  enrichment send people.csv --type email --out results.csv",
      "  enrichment status $ID --follow",
      "  enrichment list --status in_progress",
      "",
      "'enrichment COMMAND --help' tells more."
    })
final class EnrichmentCommand extends CommandGroup {}
