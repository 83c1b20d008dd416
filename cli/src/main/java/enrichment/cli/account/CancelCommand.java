package enrichment.cli.account;

import enrichment.cli.kit.AccountConnection;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.Output;
import enrichment.cli.kit.Paging;
import enrichment.cli.kit.Texts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code enrichment cancel} */
@Command(
    name = "cancel",
    header = "Cancels an enrichment: what is not looked up yet gives its credits back.",
    footer = {"", "Example:", "  enrichment cancel $ID"})
public final class CancelCommand implements Runnable {

  @Parameters(paramLabel = "ID", description = "The enrichment_id.")
  private String id;

  @Mixin private Output output;
  @Mixin private AccountConnection connection;

  @Override
  public void run() {
    try (var api = connection.open()) {
      // Cancelling twice is as cancelling once.
      var answer =
          api.send(
              ApiRequest.repeatablePost("/enrichments/%s/cancel".formatted(Paging.encoded(id))));
      output.show(
          answer,
          "The enrichment is %s.".formatted(Texts.printable(answer.path("status").asText())));
    }
  }
}
