package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.activities.webhooks.PinningDnsResolver.ForbiddenAddressException;
import enrichment.domain.AddressPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WebhookClientTest {

  private static final Duration DEADLINE = Duration.ofMillis(700);
  private static final byte[] BODY = "{\"name\":\"Zoë\"}".getBytes(StandardCharsets.UTF_8);

  private final WebhookClient client =
      new WebhookClient(AddressPolicy.allowing(List.of("127.0.0.0/8")), 10, DEADLINE);

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void postsJsonWithItsHeaders() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(204))) {
      var reply = client.post(receiver.url(), BODY, Map.of("webhook-id", "msg_1"));

      assertThat(reply.status()).isEqualTo(204);
      assertThat(receiver.requests()).hasSize(1);
      assertThat(receiver.requests().getFirst())
          .startsWith("POST /hook HTTP/1.1")
          .containsIgnoringCase("content-type: application/json")
          .contains("webhook-id: msg_1")
          .endsWith("{\"name\":\"Zoë\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) throws IOException {
    try (var trap = StubReceiver.start(StubReceiver.status(200));
        var receiver = StubReceiver.start(StubReceiver.status(status, "Location: " + trap.url()))) {
      assertThat(client.post(receiver.url(), BODY, Map.of()).status()).isEqualTo(status);
      assertThat(trap.requests()).isEmpty();
    }
  }

  @Test
  void keepsTheStartOfTheBody() throws IOException {
    var body = "x".repeat(5_000);
    try (var receiver =
        StubReceiver.start(
            StubReceiver.says("HTTP/1.1 500 No\r\nContent-Length: 5000\r\n\r\n" + body))) {
      var reply = client.post(receiver.url(), BODY, Map.of());
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.body()).isEqualTo(body.substring(0, 1_024));
      assertThat(client.connections().getAvailable()).isEqualTo(1);
    }
  }

  @Test
  void usesAConnectionAgain() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(200))) {
      for (var i = 0; i < 5; i++) {
        client.post(receiver.url(), BODY, Map.of());
      }
      assertThat(receiver.requests()).hasSize(5);
      assertThat(receiver.connections()).isEqualTo(1);
    }
  }

  @Test
  void closesAConnectionThatIsUsedNoMore() throws Exception {
    try (var receiver = StubReceiver.start(StubReceiver.status(200))) {
      client.post(receiver.url(), BODY, Map.of());
      assertThat(client.connections().getAvailable()).isEqualTo(1);
      Thread.sleep(DEADLINE.multipliedBy(3));
      assertThat(client.connections().getAvailable()).isZero();
    }
  }

  @Test
  void dialsNoAddressThatIsNotAllowed() throws IOException {
    try (var strict = new WebhookClient(AddressPolicy.allowing(List.of()), 10, DEADLINE);
        var receiver = StubReceiver.start(StubReceiver.status(200))) {
      for (var host : List.of("127.0.0.1", "localhost")) {
        assertThatThrownBy(
                () -> strict.post("http://" + host + ":" + receiver.port(), BODY, Map.of()))
            .isInstanceOf(ForbiddenAddressException.class);
      }
      assertThat(receiver.requests()).isEmpty();
    }
  }
}
