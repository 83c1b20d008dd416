package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import enrichment.activities.webhooks.PinningDnsResolver.ForbiddenAddressException;
import enrichment.domain.AddressPolicy;
import enrichment.domain.HostResolver;
import enrichment.domain.HostileUrl;
import enrichment.domain.HostileUrl.Rule;
import enrichment.domain.HostileUrls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the client connects to, whatever URL it is given: nothing is trusted to be checked. */
@Timeout(60)
class WebhookClientTargetsTest {

  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final byte[] BODY = {'{', '}'};
  private static final AddressPolicy ONE_ADDRESS = AddressPolicy.allowing(List.of("127.0.0.1"));

  private Trap trap;

  @BeforeEach
  void setTrap() throws IOException {
    trap = Trap.set();
  }

  @AfterEach
  void closeTrap() throws IOException {
    trap.close();
  }

  @Test
  void connectsToNoneOfTheHostileForms() {
    trap.listenAt(HostileUrls.SERVICE_PORTS);
    trap.listenAt(List.of(80, 443));
    assertSoftly(
        softly -> {
          softly
              .assertThat(HostileUrls.leadingTo(trap.port()))
              .allSatisfy(WebhookClientTargetsTest::assertRefused);
          softly.assertThat(trap.visited()).isEmpty();
        });
  }

  @Test
  void connectsToTheTrapWhenItIsAllowed() throws IOException {
    var loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    var policy = AddressPolicy.allowing(List.of("127.0.0.0/8", "::1"));
    for (var scoped : loopback.inetAddresses().toList()) {
      var address = InetAddress.getByAddress(scoped.getAddress());
      assertUnanswered(policy, host -> new InetAddress[] {address});
      assertThat(trap.visited()).last().isEqualTo(address);
    }
    assertThat(trap.visited()).isNotEmpty();
  }

  @Test
  void judgesTheAnswersOfEveryAttempt() throws IOException {
    var answers = answers("127.0.0.1", "127.0.0.2");
    try (var client = client(ONE_ADDRESS, host -> answers.remove())) {
      assertThatThrownBy(() -> client.post(url(), BODY, Map.of()))
          .isNotInstanceOf(ForbiddenAddressException.class);
      assertThatThrownBy(() -> client.post(url(), BODY, Map.of()))
          .isInstanceOf(ForbiddenAddressException.class);
    }
    assertThat(trap.visited()).containsExactly(InetAddress.getByName("127.0.0.1"));
  }

  @Test
  void connectsToTheVeryAddressThatItJudged() throws IOException {
    var answers = answers("127.0.0.1", "127.0.0.2", "127.0.0.2");
    assertUnanswered(ONE_ADDRESS, host -> answers.remove());
    assertThat(answers).as("answers that nobody asked for").hasSize(2);
    assertThat(trap.visited()).containsExactly(InetAddress.getByName("127.0.0.1"));
  }

  @Test
  void connectsToNoneOfTheAddressesWhenOneIsForbidden() throws IOException {
    InetAddress[] mixed = {InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2")};
    try (var client = client(ONE_ADDRESS, host -> mixed)) {
      assertThatThrownBy(() -> client.post(url(), BODY, Map.of()))
          .isInstanceOf(ForbiddenAddressException.class);
    }
    assertThat(trap.visited()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 304, 305, 306, 307, 308, 399})
  void staysWithTheReceiverThatSendsItElsewhere(int status) throws IOException {
    for (var place : List.of("http://127.0.0.1:", "http://127.0.0.2:", "//127.0.0.1:")) {
      var location = place + trap.port() + "/";
      try (var client =
              client(AddressPolicy.allowing(List.of("127.0.0.0/8")), HostResolver.SYSTEM);
          var receiver =
              StubReceiver.start(
                  StubReceiver.status(
                      status, "Location: " + location, "Refresh: 0; url=" + location))) {
        assertThat(client.post(receiver.url(), BODY, Map.of()).status()).isEqualTo(status);
      }
    }
    assertThat(trap.visited()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"xn--bcher-kva.example", "hooks.xn--bcher-kva.example", "xn--fa-hia.example"})
  void callsReceiversByTheirNamesInAscii(String name) throws IOException {
    var asked = new ArrayList<String>();
    HostResolver resolver =
        host -> {
          asked.add(host);
          return new InetAddress[] {InetAddress.getLoopbackAddress()};
        };
    try (var client = client(ONE_ADDRESS, resolver);
        var receiver = StubReceiver.start(StubReceiver.status(200))) {
      client.post("http://%s:%d/".formatted(name, receiver.port()), BODY, Map.of());
      assertThat(asked).containsExactly(name);
      assertThat(receiver.requests().getFirst())
          .containsIgnoringCase("\r\nhost: %s:%d\r\n".formatted(name, receiver.port()));
    }
  }

  /** Before anything is dialled: whoever dials fails otherwise, or not at all. */
  private static void assertRefused(HostileUrl hostile) {
    try (var client = client(hostile.policy(), hostile::resolve)) {
      assertThatThrownBy(() -> client.post(hostile.url(), BODY, Map.of()))
          .isExactlyInstanceOf(
              hostile.rule() == Rule.ADDRESS
                  ? ForbiddenAddressException.class
                  : MalformedURLException.class);
    }
  }

  private void assertUnanswered(AddressPolicy policy, HostResolver resolver) {
    try (var client = client(policy, resolver)) {
      assertThatThrownBy(() -> client.post(url(), BODY, Map.of()))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(ForbiddenAddressException.class);
    }
  }

  private static ArrayDeque<InetAddress[]> answers(String... addresses) throws IOException {
    var answers = new ArrayDeque<InetAddress[]>();
    for (var address : addresses) {
      answers.add(InetAddress.getAllByName(address));
    }
    return answers;
  }

  private String url() {
    return "http://rebinding.example:" + trap.port() + "/";
  }

  private static WebhookClient client(AddressPolicy policy, HostResolver resolver) {
    return new WebhookClient(policy, 1, DEADLINE, resolver);
  }
}
