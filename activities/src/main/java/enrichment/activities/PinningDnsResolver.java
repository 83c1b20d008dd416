package enrichment.activities;

import enrichment.domain.AddressPolicy;
import enrichment.domain.HostResolver;
import enrichment.domain.WebhookUrl;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves the hosts that are dialled, and refuses those that may not be. The very addresses that
 * are checked here are dialled next, so that a name cannot change its mind in between.
 */
final class PinningDnsResolver implements DnsResolver {

  /** Leaves most of an attempt's 15 s to the receiver. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Threads wait for the next lookup; one whose lookup outlasts the timeout cannot be stopped. */
  private static final ExecutorService LOOKUPS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("webhook-dns").factory());

  private final AddressPolicy policy;
  private final HostResolver resolver;
  private final Duration timeout;

  PinningDnsResolver(AddressPolicy policy, HostResolver resolver) {
    this(policy, resolver, TIMEOUT);
  }

  PinningDnsResolver(AddressPolicy policy, HostResolver resolver, Duration timeout) {
    this.policy = policy;
    this.resolver = resolver;
    this.timeout = timeout;
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
        : resolveInTime(IDN.toASCII(host));
  }

  private InetAddress[] resolveInTime(String name) throws UnknownHostException {
    var lookup = LOOKUPS.submit(() -> resolver.resolve(name));
    try {
      return lookup.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnknownHostException("The host is not resolved");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("The host is not resolved");
    }
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
