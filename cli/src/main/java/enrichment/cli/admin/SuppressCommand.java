package enrichment.cli.admin;

import enrichment.cli.kit.AdminConnection;
import enrichment.cli.kit.Output;
import enrichment.cli.kit.Person;
import enrichment.cli.kit.PrivacyRequests;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code enrichment admin suppress} */
@Command(
    name = "suppress",
    header = "Has a person never looked up, for no account.",
    footer = {"", "Example:", "  enrichment admin suppress --email ada@analytical.example"})
final class SuppressCommand implements Runnable {

  @Mixin private Person person;
  @Mixin private Output output;
  @Mixin private AdminConnection connection;

  @Override
  public void run() {
    person.body();
    try (var api = connection.open()) {
      PrivacyRequests.suppress(api, person, output);
    }
  }
}
