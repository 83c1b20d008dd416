package enrichment.cli.admin;

import enrichment.cli.kit.AdminConnection;
import enrichment.cli.kit.Confirmation;
import enrichment.cli.kit.Output;
import enrichment.cli.kit.Person;
import enrichment.cli.kit.PrivacyRequests;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code enrichment admin erase} */
@Command(
    name = "erase",
    header = "Erases a person from all accounts and the directory; prints the receipt.",
    footer = {"", "Example:", "  enrichment admin erase --email ada@analytical.example --yes"})
final class EraseCommand implements Runnable {

  @Mixin private Person person;
  @Mixin private Confirmation confirmation;
  @Mixin private Output output;
  @Mixin private AdminConnection connection;

  @Override
  public void run() {
    person.body();
    confirmation.ask("Erase this person everywhere, for ever?");
    try (var api = connection.open()) {
      PrivacyRequests.erase(api, person, output);
    }
  }
}
