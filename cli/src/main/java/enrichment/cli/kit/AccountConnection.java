package enrichment.cli.kit;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that an account's key is needed for. */
public final class AccountConnection {

  private static final String BASE = "/api/v2";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The server; else ENRICHMENT_URL, else " + ServerAddress.USUAL + ".")
  private @Nullable String url;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description =
          "The account's key; else ENRICHMENT_API_KEY, where other users of this machine do not"
              + " see it.")
  private @Nullable String apiKey;

  private final Surroundings surroundings;

  public AccountConnection(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** For a command that somebody waits for. */
  public ApiClient open() {
    return open(surroundings.attended(), (delay, reason) -> {});
  }

  /** For a command that may take hours. */
  public ApiClient openPatiently(ApiClient.WaitListener listener) {
    return open(surroundings.unattended(), listener);
  }

  private ApiClient open(Pace pace, ApiClient.WaitListener listener) {
    var given = apiKey != null ? apiKey.strip() : surroundings.variable("ENRICHMENT_API_KEY");
    if (given.isEmpty()) {
      throw CliException.misused(
          "An API key is missing: set ENRICHMENT_API_KEY, or give --api-key.");
    }
    return new ApiClient(
        surroundings.server(url),
        BASE,
        Credentials.ofAccount(surroundings.visible(given, "The API key")),
        pace,
        listener);
  }
}
