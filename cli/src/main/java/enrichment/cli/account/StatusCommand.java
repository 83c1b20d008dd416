package enrichment.cli.account;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.cli.kit.AccountConnection;
import enrichment.cli.kit.ApiClient;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.ExitCodes;
import enrichment.cli.kit.Output;
import enrichment.cli.kit.Paging;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enrichment status} */
@Command(
    name = "status",
    header = "Shows how far an enrichment is.",
    footer = {
      "",
      "With --follow the exit code is 0 when all contacts were looked up, and 3 when some have"
          + " failed or were cancelled.",
      "",
      "Examples:",
      "  enrichment status $ID",
      "  enrichment status $ID --follow"
    })
public final class StatusCommand implements Callable<Integer> {

  private static final Set<String> ENDED = Set.of("finished", "cancelled");

  @Parameters(paramLabel = "ID", description = "The enrichment_id.")
  private String id;

  @Option(names = "--follow", description = "Waits until it has ended.")
  private boolean follow;

  @Mixin private Output output;
  @Mixin private AccountConnection connection;

  @Override
  public Integer call() throws InterruptedException {
    try (var api =
        follow
            ? connection.openPatiently((delay, reason) -> output.say(reason))
            : connection.open()) {
      var enrichment = api.send(ApiRequest.get("/enrichments/" + Paging.encoded(id)));
      if (!follow) {
        output.show(enrichment);
        return ExitCodes.DONE;
      }
      enrichment = followed(api, enrichment);
      output.show(enrichment);
      var contacts = enrichment.path("contacts");
      return contacts.path("failed").intValue() + contacts.path("cancelled").intValue() > 0
          ? ExitCodes.LEFT_TO_DO
          : ExitCodes.DONE;
    }
  }

  private JsonNode followed(ApiClient api, JsonNode first) throws InterruptedException {
    var enrichment = first;
    var told = "";
    while (!ENDED.contains(enrichment.path("status").asText())) {
      var progress = progress(enrichment);
      if (!progress.equals(told)) {
        output.say(progress);
        told = progress;
      }
      Thread.sleep(api.pace().longestPoll());
      enrichment = api.send(ApiRequest.get("/enrichments/" + Paging.encoded(id)));
    }
    return enrichment;
  }

  private static String progress(JsonNode enrichment) {
    var contacts = enrichment.path("contacts");
    var total = contacts.path("total").intValue();
    return "%d of %d contacts have ended, %d found"
        .formatted(
            total - contacts.path("pending").intValue(), total, contacts.path("found").intValue());
  }
}
