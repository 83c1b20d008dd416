package enrichment.api.webhooks;

import enrichment.api.http.RequestObject;
import enrichment.api.http.TimeLimit;
import enrichment.domain.AddressPolicy;
import enrichment.domain.HostResolver;
import enrichment.domain.WebhookUrl;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Judges webhook URLs when they come in. It is a courtesy to the client, who learns at once what
 * would never be delivered; the addresses are judged again whenever one is dialled.
 */
public final class WebhookUrls {

  static final Duration RESOLUTION_TIMEOUT = Duration.ofSeconds(2);

  static final int MAX_LENGTH = 2048;

  private final AddressPolicy policy;
  private final HostResolver resolver;
  private final Duration timeout;

  public WebhookUrls(AddressPolicy policy) {
    this(policy, HostResolver.SYSTEM, RESOLUTION_TIMEOUT);
  }

  WebhookUrls(AddressPolicy policy, HostResolver resolver, Duration timeout) {
    this.policy = policy;
    this.resolver = resolver;
    this.timeout = timeout;
  }

  /**
   * The {@code webhook_url} of a body in its canonical form; absent when it has none, or one that
   * is told as broken.
   */
  public @Nullable String read(RequestObject body) {
    var text = body.text("webhook_url", MAX_LENGTH);
    if (text == null && body.isBlank("webhook_url")) {
      // Whoever sends an empty one expects webhooks that would never come.
      body.broken("webhook_url", "must be a URL, or left out");
    }
    try {
      return text == null ? null : read(text).toString();
    } catch (MalformedURLException e) {
      body.broken("webhook_url", e.getMessage());
      return null;
    }
  }

  /**
   * @throws MalformedURLException saying what is wrong with the URL, without quoting it
   */
  WebhookUrl read(String text) throws MalformedURLException {
    var url = WebhookUrl.parse(text);
    if (!mayBeCalled(url.host())) {
      throw new MalformedURLException("must not lead to an address that is not public");
    }
    return url;
  }

  private boolean mayBeCalled(String host) {
    try {
      return Arrays.stream(addressesOf(host)).allMatch(policy::permits);
    } catch (UnknownHostException | TimeoutException e) {
      // A name may be yet to come, or its server be slow.
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  private InetAddress[] addressesOf(String host) throws Exception {
    return WebhookUrl.isAddress(host)
        ? InetAddress.getAllByName(host)
        : TimeLimit.call(timeout, () -> resolver.resolve(host));
  }
}
