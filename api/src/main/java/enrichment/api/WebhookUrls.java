package enrichment.api;

import enrichment.domain.AddressPolicy;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges webhook URLs when they come in. It is a courtesy to the client, who learns at once what
 * would never be delivered; the addresses are judged again whenever one is dialled.
 */
final class WebhookUrls {

  static final Duration RESOLUTION_TIMEOUT = Duration.ofSeconds(2);

  static final int MAX_LENGTH = 2048;

  /** As the WHATWG's URL standard has it. */
  private static final Pattern ENDS_IN_A_NUMBER =
      Pattern.compile("(?i)(.*\\.)?([0-9]+|0x[0-9a-f]*)\\.?");

  private static final Pattern DOTTED_DECIMAL =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  /** How a host becomes its addresses. */
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final AddressPolicy policy;
  private final Resolver resolver;
  private final Duration timeout;

  WebhookUrls(AddressPolicy policy) {
    this(policy, InetAddress::getAllByName, RESOLUTION_TIMEOUT);
  }

  WebhookUrls(AddressPolicy policy, Resolver resolver, Duration timeout) {
    this.policy = policy;
    this.resolver = resolver;
    this.timeout = timeout;
  }

  /** The {@code webhook_url} of a body; absent when it has none, or one that is told as broken. */
  @Nullable String read(RequestObject body) {
    var url = body.text("webhook_url", MAX_LENGTH);
    if (url == null && body.isBlank("webhook_url")) {
      // Whoever sends an empty one expects webhooks that would never come.
      body.broken("webhook_url", "must be a URL, or left out");
    }
    if (url != null) {
      problemWith(url).ifPresent(detail -> body.broken("webhook_url", detail));
    }
    return url;
  }

  /**
   * @return what is wrong with the URL, without quoting it; empty when it is fine
   */
  Optional<String> problemWith(String url) {
    try {
      return problemWith(new URI(url));
    } catch (URISyntaxException e) {
      return Optional.of("must be a URL");
    }
  }

  private Optional<String> problemWith(URI uri) {
    if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())) {
      return Optional.of("must begin with https:// or http://");
    }
    if (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
      return Optional.of("must not have credentials in it");
    }
    if (uri.getHost() == null || isAmbiguousNumber(uri.getHost())) {
      return Optional.of("must have a host name or an IP address");
    }
    if (uri.getPort() != -1 && (uri.getPort() < 1 || uri.getPort() > 65_535)) {
      return Optional.of("must have a port from 1 to 65535, or none");
    }
    return mayBeCalled(uri.getHost())
        ? Optional.empty()
        : Optional.of("must not lead to an address that is not public");
  }

  private boolean mayBeCalled(String host) {
    try {
      return Arrays.stream(TimeLimit.call(timeout, () -> resolver.resolve(host)))
          .allMatch(policy::permits);
    } catch (UnknownHostException | TimeoutException e) {
      // A name may be yet to come, or its server be slow. A literal needs no resolving, so one that
      // fails is none that could be dialled.
      return !host.startsWith("[") && !DOTTED_DECIMAL.matcher(host).matches();
    } catch (Exception e) {
      return false;
    }
  }

  /** What one resolver takes for a name and another for an address: 0x7f000001, 0177.0.0.1. */
  private static boolean isAmbiguousNumber(String host) {
    return ENDS_IN_A_NUMBER.matcher(host).matches() && !DOTTED_DECIMAL.matcher(host).matches();
  }
}
