package enrichment.providers.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Rcode;

@Timeout(30)
class MailExchangersTest {

  private DnsServer dns;
  private MailExchangers exchangers;

  @BeforeEach
  void start() throws IOException {
    dns = new DnsServer();
    exchangers = new MailExchangers(dns.address(), Duration.ofSeconds(5));
  }

  @AfterEach
  void stop() throws IOException {
    dns.close();
  }

  @Test
  void areInOrderOfPreference() throws Exception {
    dns.mx("acme.test", 30, "c.test").mx("acme.test", 10, "B.test").mx("acme.test", 20, "a.test");
    assertThat(exchangers.of("acme.test", 1, soon())).containsExactly("b.test", "a.test", "c.test");
  }

  @Test
  void shareTheLoadAmongEquals() throws Exception {
    dns.mx("acme.test", 10, "a.test").mx("acme.test", 10, "b.test").mx("acme.test", 20, "c.test");
    var firsts = new HashSet<String>();
    for (int seed = 0; seed < 50; seed++) {
      var hosts = exchangers.of("acme.test", seed, soon());
      firsts.add(hosts.getFirst());
      assertThat(hosts)
          .endsWith("c.test")
          .hasSize(3)
          .isEqualTo(exchangers.of("acme.test", seed, soon()));
    }
    assertThat(firsts).containsExactlyInAnyOrder("a.test", "b.test");
  }

  @Test
  void areTheDomainItselfWhereItHasOnlyAnAddress() throws Exception {
    dns.address("four.test", "192.0.2.1").address("six.test", "2001:db8::1");
    assertThat(exchangers.of("four.test", 1, soon())).containsExactly("four.test");
    assertThat(exchangers.of("six.test", 1, soon())).containsExactly("six.test");
  }

  @Test
  void areNoneWhereNoMailIsTaken() throws Exception {
    dns.mx("null.test", 0, ".").address("null.test", "192.0.2.1");
    assertThat(exchangers.of("null.test", 1, soon())).isEmpty();
    assertThat(exchangers.of("nowhere.test", 1, soon())).isEmpty();
  }

  @Test
  void areOfBoundedNumber() throws Exception {
    for (int i = 0; i < 100; i++) {
      dns.mx("many.test", i, "mx" + i + ".many.test");
    }
    assertThat(exchangers.of("many.test", 1, soon())).hasSize(5).startsWith("mx0.many.test");
    assertThat(dns.questions()).containsExactly("UDP many.test. MX", "TCP many.test. MX");
  }

  @Test
  void areAskedForOverTcpWhereTheAnswerIsBig() throws Exception {
    dns.mx("big.test", 10, "mx.test").tooBigForUdp("big.test");
    assertThat(exchangers.of("big.test", 1, soon())).containsExactly("mx.test");
  }

  @Test
  void areNotKnownWhileDnsFails() {
    dns.failing("broken.test", Rcode.SERVFAIL).failing("refused.test", Rcode.REFUSED);
    assertThatThrownBy(() -> exchangers.of("broken.test", 1, soon()))
        .isInstanceOf(DnsException.class);
    assertThatThrownBy(() -> exchangers.of("refused.test", 1, soon()))
        .isInstanceOf(DnsException.class);
  }

  @Test
  void areNotKnownWhileDnsIsSilent() {
    var impatient = new MailExchangers(dns.address(), Duration.ofSeconds(3));
    dns.silent("silent.test");
    assertThatThrownBy(() -> impatient.of("silent.test", 1, soon()))
        .isInstanceOf(DnsException.class);
    assertThat(dns.questions()).hasSizeGreaterThan(1);
  }

  @Test
  void areLookedUpOnceAsLongAsTheAnswerLives() throws Exception {
    dns.mx("acme.test", 10, "mx.acme.test").address("mx.acme.test", "192.0.2.1");
    for (int i = 0; i < 3; i++) {
      exchangers.of("acme.test", i, soon());
      assertThat(exchangers.addressesOf("mx.acme.test", soon()))
          .containsExactly(InetAddress.getByName("192.0.2.1"));
    }
    assertThat(dns.questions()).containsOnlyOnce("UDP acme.test. MX", "UDP mx.acme.test. A");
  }

  @Test
  void haveIpv4AddressesFirst() throws Exception {
    dns.address("mx.test", "2001:db8::1").address("mx.test", "192.0.2.1");
    assertThat(exchangers.addressesOf("mx.test", soon()))
        .containsExactly(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("2001:db8::1"));
  }

  @Test
  void areNotWaitedForPastTheDeadline() {
    dns.silent("silent.test");
    var start = System.nanoTime();
    assertThatThrownBy(() -> exchangers.of("silent.test", 1, Deadline.in(Duration.ofMillis(100))))
        .isInstanceOf(DnsException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}
