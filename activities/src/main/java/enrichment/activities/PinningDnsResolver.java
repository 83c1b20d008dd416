package enrichment.activities;

import enrichment.domain.AddressPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves the hosts that are dialled, and refuses those that may not be. The very addresses that
 * are checked here are dialled next, so that a name cannot change its mind in between.
 */
final class PinningDnsResolver implements DnsResolver {

  /** Leaves most of an attempt's 15 s to the receiver. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final AddressPolicy policy;

  PinningDnsResolver(AddressPolicy policy) {
    this.policy = policy;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var addresses = resolveInTime(host);
    for (var address : addresses) {
      if (!policy.permits(address)) {
        throw new ForbiddenAddressException();
      }
    }
    return addresses;
  }

  /** The system's resolver knows no deadline, and cannot be cancelled. */
  private static InetAddress[] resolveInTime(String host) throws UnknownHostException {
    var lookup = new FutureTask<>(() -> SystemDefaultDnsResolver.INSTANCE.resolve(host));
    Thread.ofPlatform().daemon().name("webhook-dns").start(lookup);
    try {
      return lookup.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
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
