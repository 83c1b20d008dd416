package enrichment.api.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.domain.AddressPolicy;
import enrichment.domain.HonestUrl;
import enrichment.domain.HostResolver;
import enrichment.domain.HostileUrls;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class WebhookUrlsTest {

  private static final AddressPolicy POLICY = AddressPolicy.allowing(List.of("10.1.0.0/16"));

  @Test
  void refusesEveryHostileFormByItsOwnRule() {
    assertThat(HostileUrls.leadingTo(8_080))
        .allSatisfy(
            hostile ->
                assertThatThrownBy(
                        () -> urls(hostile.policy(), hostile::resolve).read(hostile.url()))
                    .isInstanceOf(MalformedURLException.class)
                    .hasMessage(hostile.rule().detail()));
  }

  @Test
  void keepsHonestFormsInTheirCanonicalForm() {
    var urls = urls(POLICY, host -> InetAddress.getAllByName("93.184.216.34"));
    assertThat(HonestUrl.all())
        .allSatisfy(honest -> assertThat(urls.read(honest.url())).hasToString(honest.canonical()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://10.1.2.3/", "https://private.example/"})
  void acceptsNetworksThatAreAllowedByName(String url) throws MalformedURLException {
    var urls = urls(POLICY, host -> InetAddress.getAllByName("10.1.255.255"));
    assertThat(urls.read(url)).hasToString(url);
  }

  @Test
  void acceptsNamesThatAreYetToCome() throws MalformedURLException {
    var urls =
        urls(
            POLICY,
            host -> {
              throw new UnknownHostException(host);
            });
    assertThat(urls.read("https://unknown.example/")).isNotNull();
  }

  @Test
  void acceptsNamesWhoseServerIsSlow() throws MalformedURLException {
    var urls =
        new WebhookUrls(
            POLICY,
            host -> {
              try {
                Thread.sleep(Duration.ofSeconds(10));
              } catch (InterruptedException e) {
                throw new UnknownHostException(host);
              }
              return InetAddress.getAllByName("127.0.0.1");
            },
            Duration.ofMillis(200));
    assertThat(urls.read("https://slow.example/")).isNotNull();
  }

  private static WebhookUrls urls(AddressPolicy policy, HostResolver resolver) {
    return new WebhookUrls(policy, resolver, Duration.ofSeconds(10));
  }
}
