package enrichment.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.domain.HostileUrl.Rule;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {

  private static final Predicate<HostileUrl> SOUND = url -> url.rule() == Rule.ADDRESS;

  @Test
  void knowsManyHostileForms() {
    assertThat(HostileUrls.leadingTo(8_080).stream().map(HostileUrl::url).distinct())
        .hasSameSizeAs(HostileUrls.leadingTo(8_080))
        .hasSizeGreaterThanOrEqualTo(300);
  }

  @Test
  void tellsWhichRuleAHostileFormBreaks() {
    assertThat(HostileUrls.leadingTo(8_080))
        .filteredOn(SOUND.negate())
        .allSatisfy(
            hostile ->
                assertThatThrownBy(() -> WebhookUrl.parse(hostile.url()))
                    .isExactlyInstanceOf(MalformedURLException.class)
                    .hasMessage(hostile.rule().detail()));
  }

  @Test
  void leavesAddressesToThePolicy() {
    assertThat(HostileUrls.leadingTo(8_080))
        .filteredOn(SOUND)
        .allSatisfy(hostile -> WebhookUrl.parse(hostile.url()));
  }

  @Test
  void hasOneCanonicalForm() {
    assertThat(HonestUrl.all())
        .allSatisfy(
            honest -> {
              assertThat(WebhookUrl.parse(honest.url())).hasToString(honest.canonical());
              assertThat(WebhookUrl.parse(honest.canonical())).hasToString(honest.canonical());
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.216.34", "127.0.0.1", "[::1]", "[2606:2800:220:1::1]"})
  void tellsAddressesFromNames(String host) throws Exception {
    assertThat(WebhookUrl.isAddress(WebhookUrl.parse("http://" + host).host())).isTrue();
    assertThat(InetAddress.getAllByName(host)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1.example", "a1", "xn--bcher-kva.example"})
  void tellsNamesFromAddresses(String host) throws Exception {
    assertThat(WebhookUrl.isAddress(WebhookUrl.parse("http://" + host).host())).isFalse();
  }
}
