package enrichment.providers.finder;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** Who takes a domain's mail, by DNS. */
final class MailExchangers {

  /** More are of no use to a question, and a zone may have thousands. */
  private static final int MOST_HOSTS = 5;

  private static final int MOST_ADDRESSES = 2;

  private final LookupSession session;
  private final Duration timeout;

  /**
   * @param server null: what the system uses
   * @param timeout of a lookup
   */
  MailExchangers(@Nullable InetSocketAddress server, Duration timeout) {
    var resolver =
        server == null
            ? new ExtendedResolver()
            : new ExtendedResolver(new Resolver[] {new SimpleResolver(server)});
    // A datagram that is lost is sent again.
    resolver.setRetries(2);
    resolver.setTimeout(timeout);
    for (var each : resolver.getResolvers()) {
      each.setTimeout(timeout.dividedBy(3));
    }
    this.session = LookupSession.builder().resolver(resolver).cache(new Cache(DClass.IN)).build();
    this.timeout = timeout;
  }

  /**
   * In the order in which they are to be tried: by preference, and in random order among equals
   * (RFC 5321, 5.1).
   *
   * @param domain ASCII
   * @param seed of that randomness. Who asks again comes to the same hosts first, which may be the
   *     only ones that remember
   * @return the domain itself where it has addresses and no MX (same section); empty where it does
   *     not exist, has neither, or says that it takes no mail (RFC 7505)
   */
  List<String> of(String domain, long seed, Deadline deadline)
      throws DnsException, InterruptedException {
    var records = new ArrayList<MXRecord>();
    for (var each : lookUp(domain, Type.MX, deadline)) {
      records.add((MXRecord) each);
    }
    if (records.isEmpty()) {
      return addressesOf(domain, deadline).isEmpty() ? List.of() : List.of(domain);
    }
    records.sort(Comparator.comparing(MXRecord::getTarget));
    Collections.shuffle(records, new Random(seed));
    records.sort(Comparator.comparingInt(MXRecord::getPriority));
    return records.stream()
        .map(MXRecord::getTarget)
        .filter(target -> !target.equals(Name.root))
        .map(target -> target.toString(true).toLowerCase(Locale.ROOT))
        .distinct()
        .limit(MOST_HOSTS)
        .toList();
  }

  /** Its addresses, IPv4 first, since few networks that mail is sent from have IPv6. */
  List<InetAddress> addressesOf(String host, Deadline deadline)
      throws DnsException, InterruptedException {
    var ipv4 =
        lookUp(host, Type.A, deadline).stream().map(record -> ((ARecord) record).getAddress());
    var ipv6 =
        lookUp(host, Type.AAAA, deadline).stream()
            .map(record -> ((AAAARecord) record).getAddress());
    return Stream.concat(ipv4.limit(MOST_ADDRESSES), ipv6.limit(MOST_ADDRESSES)).toList();
  }

  private List<Record> lookUp(String host, int type, Deadline deadline)
      throws DnsException, InterruptedException {
    try {
      return session
          .lookupAsync(Name.fromString(host, Name.root), type)
          .toCompletableFuture()
          .get(deadline.orIn(timeout.multipliedBy(2)).remaining().toNanos(), TimeUnit.NANOSECONDS)
          .getRecords()
          .stream()
          .filter(record -> record.getType() == type)
          .toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NoSuchDomainException
          || e.getCause() instanceof NoSuchRRSetException) {
        return List.of();
      }
      throw new DnsException(e);
    } catch (TimeoutException | TextParseException e) {
      throw new DnsException(e);
    }
  }
}
