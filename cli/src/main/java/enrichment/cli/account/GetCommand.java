package enrichment.cli.account;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.cli.kit.AccountConnection;
import enrichment.cli.kit.ApiClient;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.Output;
import enrichment.cli.kit.Paging;
import enrichment.cli.kit.RefusedException;
import enrichment.cli.kit.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code enrichment get} */
@Command(
    name = "get",
    header = "Shows the results of an enrichment, or one contact.",
    footer = {"", "Examples:", "  enrichment get $ID", "  enrichment get $ID --all --json"})
public final class GetCommand implements Runnable {

  private static final Table CONTACTS =
      new Table()
          .with("#", "/position")
          .with("First name", "/first_name")
          .with("Last name", "/last_name")
          .with("Status", "/status")
          .with("Email", "/email")
          .with("Email status", "/email_status")
          .with("Personal email", "/personal_email")
          .with("Phone", "/phone")
          .with("Provider", "/provider")
          .with("Credits", "/credits")
          .with("Contact", "/contact_id");

  @Parameters(paramLabel = "ID", description = "An enrichment_id or a contact_id.")
  private String id;

  @Mixin private Paging paging;
  @Mixin private Output output;
  @Mixin private AccountConnection connection;

  @Override
  public void run() {
    try (var api = connection.open()) {
      var contacts = contacts(api);
      if (contacts.isPresent()) {
        output.show(contacts.get(), CONTACTS, "This enrichment has no contacts.");
      } else {
        output.show(api.send(ApiRequest.get("/contacts/" + Paging.encoded(id))));
      }
    }
  }

  private Optional<List<JsonNode>> contacts(ApiClient api) {
    try {
      var path = "/enrichments/%s/contacts".formatted(Paging.encoded(id));
      return Optional.of(paging.read(api, path, "contacts", Map.of()));
    } catch (RefusedException e) {
      if (e.problem().status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
