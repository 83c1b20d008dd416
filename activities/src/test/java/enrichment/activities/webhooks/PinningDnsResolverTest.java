package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.activities.webhooks.PinningDnsResolver.ForbiddenAddressException;
import enrichment.domain.AddressPolicy;
import enrichment.domain.HostResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class PinningDnsResolverTest {

  private static final AddressPolicy LOOPBACK = AddressPolicy.allowing(List.of("127.0.0.1", "::1"));

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "[::1]"})
  void asksNobodyForAnAddress(String host) throws UnknownHostException {
    var resolver =
        resolver(
            name -> {
              throw new AssertionError(name);
            });
    assertThat(resolver.resolve(host)).containsExactly(InetAddress.getByName(host));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.2", "[fd00::1]", "somebody.example"})
  void refusesAddressesThatAreNotPermitted(String host) {
    var resolver = resolver(name -> InetAddress.getAllByName("192.168.0.1"));
    assertThatThrownBy(() -> resolver.resolve(host)).isInstanceOf(ForbiddenAddressException.class);
  }

  private static PinningDnsResolver resolver(HostResolver resolver) {
    return new PinningDnsResolver(LOOPBACK, resolver);
  }
}
