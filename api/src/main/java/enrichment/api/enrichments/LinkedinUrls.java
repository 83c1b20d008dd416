package enrichment.api.enrichments;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** What looks like a page of LinkedIn's, as people copy it: with or without a scheme. */
final class LinkedinUrls {

  private static final Pattern WEB_SCHEME = Pattern.compile("(?i)https?://.*");

  static boolean isLinkedinUrl(String text) {
    try {
      var uri = new URI(WEB_SCHEME.matcher(text).matches() ? text : "https://" + text);
      return isLinkedin(uri.getHost()) && uri.getUserInfo() == null && uri.getPath().length() > 1;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isLinkedin(String host) {
    return host != null && ("." + host.toLowerCase(Locale.ROOT)).endsWith(".linkedin.com");
  }

  private LinkedinUrls() {}
}
