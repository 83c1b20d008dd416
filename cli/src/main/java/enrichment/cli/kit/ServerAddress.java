package enrichment.cli.kit;

import java.net.URI;
import java.net.URISyntaxException;

/** Where the server is. */
final class ServerAddress {

  static final String USUAL = "http://localhost:8080";

  /**
   * The address without a slash at its end; the path of the API may be there or not.
   *
   * @throws CliException when it is no http or https URL
   */
  static String read(String url) {
    try {
      var uri = new URI(url);
      var web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
        return url.replaceFirst("/+$", "").replaceFirst("/api/v2$", "");
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw CliException.misused("The server's address must be a URL such as " + USUAL + ".");
  }

  private ServerAddress() {}
}
