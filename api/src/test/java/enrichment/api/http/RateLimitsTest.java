package enrichment.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitsTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "[2001:db8:1:2::1], 20010db800010002",
    "2001:db8:1:2:ffff:ffff:ffff:ffff, 20010db800010002",
    "::ffff:192.0.2.7, 192.0.2.7"
  })
  void takesTheAddressesThatOneClientHasForOne(String address, String network) {
    assertThat(RateLimits.network(address)).isEqualTo(network);
  }
}
