package enrichment.cli.admin;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.cli.kit.AdminConnection;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.Output;
import enrichment.cli.kit.Table;
import java.util.ArrayList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code enrichment admin providers} */
@Command(
    name = "providers",
    header = "Sums up how the providers answered, how fast, and for how much.",
    footer = {"", "Example:", "  enrichment admin providers --days 7"})
final class ProvidersCommand implements Runnable {

  private static final Table PROVIDERS =
      new Table()
          .with("Provider", "/provider")
          .with("Asked for", "/asked_for")
          .with("Questions", "/questions")
          .with("Answered", "/answered")
          .with("Hits", "/hits")
          .with("Hit rate", "/hit_rate")
          .with("Failed", "/failed")
          .with("In doubt", "/in_doubt")
          .with("Median ms", "/latency_ms/median")
          .with("p95 ms", "/latency_ms/p95")
          .with("Cost", "/cost/total")
          .with("Per hit", "/cost/per_hit")
          .with("Passed over", "/failing");

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "Of the last so many days (${DEFAULT-VALUE}).")
  private int days;

  @Mixin private Output output;
  @Mixin private AdminConnection connection;

  @Override
  public void run() {
    try (var api = connection.open()) {
      var providers = new ArrayList<JsonNode>();
      api.send(ApiRequest.get("/providers?days=" + days)).path("providers").forEach(providers::add);
      output.show(providers, PROVIDERS, "No provider was asked anything.");
    }
  }
}
