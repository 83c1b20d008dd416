package enrichment.cli.account;

import enrichment.cli.kit.AccountConnection;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.CliException;
import enrichment.cli.kit.Confirmation;
import enrichment.cli.kit.Output;
import enrichment.cli.kit.Paging;
import enrichment.cli.kit.Person;
import enrichment.cli.kit.PrivacyRequests;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code enrichment erase} */
@Command(
    name = "erase",
    header = "Erases all that the account has on a person, or one contact; prints the receipt.",
    footer = {
      "",
      "Examples:",
      "  enrichment erase --email ada@analytical.example",
      "  enrichment erase --linkedin-url linkedin.com/in/ada-lovelace --yes",
      "  enrichment erase --contact $CONTACT_ID --yes"
    })
public final class EraseCommand implements Runnable {

  @Option(
      names = "--contact",
      paramLabel = "CONTACT_ID",
      description = "This contact, and no other of the same person.")
  private @Nullable String contactId;

  @Mixin private Person person;
  @Mixin private Confirmation confirmation;
  @Mixin private Output output;
  @Mixin private AccountConnection connection;

  @Override
  public void run() {
    if (contactId == null) {
      person.body();
    } else if (person.isGiven()) {
      throw CliException.misused("Give --contact, or a person, not both.");
    }
    confirmation.ask("Erase this for ever?");
    try (var api = connection.open()) {
      if (contactId == null) {
        PrivacyRequests.erase(api, person, output);
      } else {
        output.show(api.send(ApiRequest.delete("/contacts/" + Paging.encoded(contactId))));
      }
    }
  }
}
