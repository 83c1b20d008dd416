package enrichment.cli.admin;

import enrichment.cli.kit.CommandGroup;
import picocli.CommandLine.Command;

/** {@code enrichment admin} */
@Command(
    name = "admin",
    header = "What the operator of the server does; needs ADMIN_TOKEN.",
    subcommands = {
      AccountsCommand.class,
      EnrichmentsCommand.class,
      CreditsCommand.class,
      KeysCommand.class,
      SuppressCommand.class,
      EraseCommand.class,
      ProvidersCommand.class,
      RetentionCommand.class,
      ReconcileCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  enrichment admin accounts create --name Sales --credits 500",
      "  enrichment admin credits grant $ACCOUNT 1000 --reference" + " invoice-17"
    })
public final class AdminCommand extends CommandGroup {}
