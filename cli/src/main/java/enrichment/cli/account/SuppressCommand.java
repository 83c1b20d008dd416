package enrichment.cli.account;

import enrichment.cli.kit.AccountConnection;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.Json;
import enrichment.cli.kit.Output;
import enrichment.cli.kit.Paging;
import enrichment.cli.kit.Person;
import enrichment.cli.kit.PrivacyRequests;
import enrichment.cli.kit.Table;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code enrichment suppress} */
@Command(
    name = "suppress",
    header = "Has a person never looked up.",
    subcommands = {SuppressCommand.ListAll.class, SuppressCommand.Remove.class},
    footer = {
      "",
      "Examples:",
      "  enrichment suppress --email ada@analytical.example",
      "  enrichment suppress --first-name Ada --last-name Lovelace --domain analytical.example",
      "  enrichment suppress list"
    })
public final class SuppressCommand implements Runnable {

  @Mixin private Person person;
  @Mixin private Output output;
  @Mixin private AccountConnection connection;

  @Override
  public void run() {
    person.body();
    try (var api = connection.open()) {
      PrivacyRequests.suppress(api, person, output);
    }
  }

  @Command(
      name = "list",
      header = "Lists the suppressions; whom they are about is not kept.",
      footer = {"", "Example:", "  enrichment suppress list --all"})
  static final class ListAll implements Runnable {
    private static final Table SUPPRESSIONS =
        new Table()
            .with("Suppression", "/suppression_id")
            .with("By", "/identifier")
            .with("Created", "/created_at");

    @Mixin private Paging paging;
    @Mixin private Output output;
    @Mixin private AccountConnection connection;

    @Override
    public void run() {
      try (var api = connection.open()) {
        output.show(
            paging.read(api, "/suppressions", "suppressions", Map.of()),
            SUPPRESSIONS,
            "There are no suppressions.");
      }
    }
  }

  @Command(
      name = "remove",
      header = "Removes a suppression: the person may be looked up again.",
      footer = {"", "Example:", "  enrichment suppress remove $ID"})
  static final class Remove implements Runnable {
    @Parameters(paramLabel = "ID", description = "The suppression_id.")
    private String id;

    @Mixin private Output output;
    @Mixin private AccountConnection connection;

    @Override
    public void run() {
      try (var api = connection.open()) {
        api.send(ApiRequest.delete("/suppressions/" + Paging.encoded(id)));
        output.show(
            Json.object().put("suppression_id", id).put("removed", true),
            "The suppression is removed.");
      }
    }
  }
}
