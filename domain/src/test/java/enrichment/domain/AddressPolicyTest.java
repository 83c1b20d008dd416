package enrichment.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

  private static final AddressPolicy PUBLIC_ONLY = AddressPolicy.allowing(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {"8.8.8.8", "93.184.215.14", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::1"})
  void permitsPublicUnicastAddresses(String address) throws UnknownHostException {
    assertThat(PUBLIC_ONLY.permits(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void refusesEverythingElse(String address) throws UnknownHostException {
    assertThat(PUBLIC_ONLY.permits(InetAddress.getByName(address))).isFalse();
  }

  @Test
  void permitsNetworksThatAreAllowedByName() throws UnknownHostException {
    var policy = AddressPolicy.allowing(List.of("10.20.0.0/16", "127.0.0.1", "::1"));
    assertThat(policy.permits(InetAddress.getByName("10.20.30.40"))).isTrue();
    assertThat(policy.permits(InetAddress.getByName("10.21.0.1"))).isFalse();
    assertThat(policy.permits(InetAddress.getByName("127.0.0.1"))).isTrue();
    assertThat(policy.permits(InetAddress.getByName("127.0.0.2"))).isFalse();
    assertThat(policy.permits(InetAddress.getByName("::1"))).isTrue();
  }

  @Test
  void namesWhatIsNoNetwork() {
    assertThatThrownBy(() -> AddressPolicy.allowing(List.of("10.0.0.0/8", "nonsense/99")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nonsense/99");
  }
}
