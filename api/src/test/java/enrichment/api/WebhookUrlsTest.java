package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.AddressPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class WebhookUrlsTest {

  private static final Map<String, List<String>> NAMES =
      Map.of(
          "public.example", List.of("93.184.216.34", "2606:2800:220:1::1"),
          "private.example", List.of("192.168.0.7"),
          "half.example", List.of("93.184.216.34", "127.0.0.1"));

  private final WebhookUrls urls =
      new WebhookUrls(
          AddressPolicy.allowing(List.of("10.1.0.0/16")),
          WebhookUrlsTest::resolve,
          Duration.ofMillis(200));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://public.example/hook?a=b",
        "HTTP://public.example:8080",
        "https://unknown.example/",
        "https://slow.example/",
        "http://93.184.216.34/",
        "http://10.1.2.3/",
        "https://[2606:2800:220:1::1]/"
      })
  void acceptsWhatMayBeCalled(String url) {
    assertThat(urls.problemWith(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "https:",
        "https://",
        "https:///hook",
        "mailto:a@b.example",
        "file:///etc/passwd",
        "https://user@public.example/",
        "https://user:secret@public.example/",
        "https://@public.example/",
        "https://public.example:0/",
        "https://public.example:99999/",
        "https://public.example/a b",
        "https://private.example/",
        "https://half.example/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1%25eth0]/",
        "http://[fd00::1]/"
      })
  void refusesWhatMayNotBeCalled(String url) {
    assertThat(urls.problemWith(url)).isPresent();
  }

  @Test
  void neverQuotesTheUrl() {
    assertThat(urls.problemWith("https://user:secret@public.example/").orElseThrow())
        .doesNotContain("secret", "public");
  }

  private static InetAddress[] resolve(String host) throws UnknownHostException {
    if (host.equals("slow.example")) {
      try {
        Thread.sleep(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        throw new UnknownHostException(host);
      }
    }
    if (!host.endsWith(".example")) {
      return InetAddress.getAllByName(host);
    }
    var addresses = NAMES.getOrDefault(host, List.of());
    if (addresses.isEmpty()) {
      throw new UnknownHostException(host);
    }
    var resolved = new InetAddress[addresses.size()];
    for (var i = 0; i < resolved.length; i++) {
      resolved[i] = InetAddress.getByName(addresses.get(i));
    }
    return resolved;
  }
}
