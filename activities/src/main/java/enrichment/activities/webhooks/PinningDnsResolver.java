package enrichment.activities.webhooks;

import enrichment.domain.AddressPolicy;
import enrichment.domain.HostResolver;
import enrichment.domain.WebhookUrl;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves the hosts that are dialled, and refuses those that may not be. The very addresses that
 * are checked here are dialled next, so that a name cannot change its mind in between.
 */
final class PinningDnsResolver implements DnsResolver {

  private final AddressPolicy policy;
  private final HostResolver resolver;

  PinningDnsResolver(AddressPolicy policy, HostResolver resolver) {
    this.policy = policy;
    this.resolver = resolver;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var addresses = addressesOf(host);
    if (!Arrays.stream(addresses).allMatch(policy::permits)) {
      throw new ForbiddenAddressException();
    }
    return addresses;
  }

  /**
   * HttpClient decodes names that begin with xn--, which no resolver understands. Encoding them
   * gives the same name again, or else they are not decoded (RFC 3490, 4.2).
   */
  private InetAddress[] addressesOf(String host) throws UnknownHostException {
    return WebhookUrl.isAddress(host)
        ? InetAddress.getAllByName(host)
        : resolver.resolve(IDN.toASCII(host));
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /** One of the host's addresses is not public and not allowed. */
  static final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1;
  }
}
