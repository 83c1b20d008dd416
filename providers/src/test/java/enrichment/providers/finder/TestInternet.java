package enrichment.providers.finder;

import enrichment.domain.AddressPolicy;
import enrichment.providers.Capability;
import enrichment.providers.Cost;
import enrichment.providers.ProviderTerms;
import enrichment.providers.Question;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DNS and mail exchangers on loopback: each has an address of its own, all have the same port. */
final class TestInternet implements AutoCloseable {

  static final String SENDER = "finder@ours.test";

  final DnsServer dns = new DnsServer();
  final DomainPatterns patterns = new InMemoryDomainPatterns();
  private final List<SmtpServer> servers = new ArrayList<>();
  private final int port;

  TestInternet() throws IOException {
    // One that is free on all addresses.
    try (var probe = new ServerSocket(0)) {
      port = probe.getLocalPort();
    }
  }

  /** Where nothing is said to listen, nothing does. */
  SmtpServer exchanger(String address, SmtpScript script) throws IOException {
    var server = new SmtpServer(address, port, script);
    servers.add(server);
    return server;
  }

  /** The only exchanger of a domain. */
  SmtpServer exchanger(String domain, String address, SmtpScript script) throws IOException {
    dns.mx(domain, 10, "mx." + domain).address("mx." + domain, address);
    return exchanger(address, script);
  }

  EmailFinder finder() {
    return finder(settings(Duration.ofSeconds(20), Duration.ZERO), Duration.ofSeconds(60));
  }

  EmailFinder finder(EmailFinder.Settings settings, Duration timeout) {
    var terms = new ProviderTerms("finder", timeout, 2, null, null, Cost.FREE, true);
    return new EmailFinder(terms, settings, patterns, InstantSource.system(), Sleeper.REAL);
  }

  EmailFinder.Settings settings(Duration commandTimeout, Duration pace) {
    return settings(commandTimeout, pace, AddressPolicy.allowing(List.of("127.0.0.0/8")));
  }

  EmailFinder.Settings settings(Duration commandTimeout, Duration pace, AddressPolicy addresses) {
    var defaults = EmailFinder.Settings.of(SENDER, "mail.ours.test");
    return new EmailFinder.Settings(
        defaults.mailFrom(),
        defaults.helo(),
        port,
        dns.address(),
        Duration.ofSeconds(20),
        Duration.ofSeconds(20),
        commandTimeout,
        commandTimeout.multipliedBy(3),
        pace,
        defaults.recipientsPerSession(),
        defaults.retryDelays(),
        addresses);
  }

  static Question find(String first, String last, @Nullable String domain) {
    return find(first, last, domain, null);
  }

  static Question find(
      String first, String last, @Nullable String domain, @Nullable String ticket) {
    return new Question(Capability.EMAIL, first, last, domain, null, null, List.of(), null, ticket);
  }

  static Question verify(String email) {
    return verify(email, null);
  }

  static Question verify(String email, @Nullable String ticket) {
    return new Question(
        Capability.EMAIL_VERIFICATION, "Ada", "Byron", null, null, null, List.of(), email, ticket);
  }

  @Override
  public void close() throws IOException {
    dns.close();
    for (var server : servers) {
      server.close();
    }
  }
}
