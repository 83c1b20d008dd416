package enrichment.activities;

import enrichment.domain.AddressPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves the hosts that are dialled, and refuses those that may not be. The very addresses that
 * are checked here are dialled next, so that a name cannot change its mind in between.
 */
final class PinningDnsResolver implements DnsResolver {

  private final AddressPolicy policy;

  PinningDnsResolver(AddressPolicy policy) {
    this.policy = policy;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
    for (var address : addresses) {
      if (!policy.permits(address)) {
        throw new ForbiddenAddressException();
      }
    }
    return addresses;
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
