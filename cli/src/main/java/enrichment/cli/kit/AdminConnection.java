package enrichment.cli.kit;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that is the operator's. */
public final class AdminConnection {

  private static final String BASE = "/admin";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The server; else ENRICHMENT_URL, else " + ServerAddress.USUAL + ".")
  private @Nullable String url;

  @Option(
      names = "--admin-token",
      paramLabel = "TOKEN",
      description =
          "The operator's token; else ADMIN_TOKEN, where other users of this machine do not see"
              + " it.")
  private @Nullable String adminToken;

  private final Surroundings surroundings;

  public AdminConnection(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public ApiClient open() {
    var given = adminToken != null ? adminToken.strip() : surroundings.variable("ADMIN_TOKEN");
    if (given.isEmpty()) {
      throw CliException.misused(
          "The admin token is missing: set ADMIN_TOKEN, or give --admin-token.");
    }
    return new ApiClient(
        surroundings.server(url),
        BASE,
        Credentials.ofOperator(surroundings.visible(given, "The admin token")),
        surroundings.attended(),
        (delay, reason) -> {});
  }
}
