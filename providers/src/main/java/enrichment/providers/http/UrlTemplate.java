package enrichment.providers.http;

import enrichment.providers.config.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.core5.net.PercentCodec;
import org.jspecify.annotations.Nullable;

/**
 * An address with placeholders in the segments of its path.
 *
 * @param origin scheme, host and port
 * @param segments of the path
 * @param query what stands after the question mark, if there is one
 */
record UrlTemplate(String origin, List<Template> segments, @Nullable String query) {

  private static final Pattern PARTS =
      Pattern.compile("(https?://[^/?#]+)(/[^?#]*)?(?:\\?([^#]*))?");

  /** Nothing where it is no address; the problem is told. */
  static Optional<UrlTemplate> read(Setting setting, Set<Placeholder> allowed) {
    return setting
        .parsed("an address such as https://api.example.com/v1/people", UrlTemplate::parts)
        .map(parts -> parts.read(setting, allowed));
  }

  private record Parts(String origin, String path, @Nullable String query) {

    UrlTemplate read(Setting setting, Set<Placeholder> allowed) {
      if (path.isEmpty()) {
        return new UrlTemplate(origin, List.of(), query);
      }
      var segments = new ArrayList<Template>();
      for (var segment : path.substring(1).split("/", -1)) {
        segments.add(Template.of(segment, setting, allowed));
      }
      return new UrlTemplate(origin, List.copyOf(segments), query);
    }
  }

  private static Optional<Parts> parts(String text) {
    var matcher = PARTS.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var path = Optional.ofNullable(matcher.group(2)).orElse("");
    var rest = text.substring(matcher.group(1).length() + path.length());
    return isAddress(matcher.group(1) + path.replaceAll("[{}]", "_") + rest)
        ? Optional.of(new Parts(matcher.group(1), path, matcher.group(3)))
        : Optional.empty();
  }

  private static boolean isAddress(String text) {
    try {
      var uri = new URI(text);
      return uri.getHost() != null && uri.getUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  boolean uses(Placeholder placeholder) {
    return segments.stream().anyMatch(segment -> segment.uses(placeholder));
  }

  /**
   * Nothing where a segment has no value, or one that would lead elsewhere (RFC 3986, 5.2.4).
   *
   * @param moreQuery encoded
   */
  Optional<URI> fill(Values values, String moreQuery) {
    var address = new StringBuilder(origin);
    for (var segment : segments) {
      var filled =
          segment.fill(values, UrlTemplate::encoded).filter(text -> !text.matches("\\.{1,2}"));
      if (filled.isEmpty()) {
        return Optional.empty();
      }
      address.append('/').append(filled.get());
    }
    var separator = '?';
    for (var part : new String[] {query == null ? "" : query, moreQuery}) {
      if (!part.isEmpty()) {
        address.append(separator).append(part);
        separator = '&';
      }
    }
    return Optional.of(URI.create(address.toString()));
  }

  /** All but RFC 3986's unreserved characters is percent-encoded. */
  static String encoded(String text) {
    var encoded = new StringBuilder();
    PercentCodec.RFC3986.encode(encoded, text);
    return encoded.toString();
  }
}
