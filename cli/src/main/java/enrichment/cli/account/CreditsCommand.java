package enrichment.cli.account;

import enrichment.cli.kit.AccountConnection;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code enrichment credits} */
@Command(
    name = "credits",
    header = "Shows the credits that are available and held, what expires, and the prices.",
    footer = {"", "Example:", "  enrichment credits --json"})
public final class CreditsCommand implements Runnable {

  @Mixin private Output output;
  @Mixin private AccountConnection connection;

  @Override
  public void run() {
    try (var api = connection.open()) {
      output.show(api.send(ApiRequest.get("/credits")));
    }
  }
}
