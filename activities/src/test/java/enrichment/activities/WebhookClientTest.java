package enrichment.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.activities.PinningDnsResolver.ForbiddenAddressException;
import enrichment.domain.AddressPolicy;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  void endsAtTheDeadlineWhenTheReceiverSaysNothing() {
    assertEndsAtDeadline(connection -> new CountDownLatch(1).await());
  }

  @Test
  void endsAtTheDeadlineWhenHeadersDrip() {
    assertEndsAtDeadline(
        connection -> {
          StubReceiver.write(connection, "HTTP/1.1 200 OK\r\n");
          drip(connection, "x-drip: 1\r\n");
        });
  }

  @Test
  void endsAtTheDeadlineWhenTheBodyDrips() {
    assertEndsAtDeadline(
        connection -> {
          StubReceiver.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
          drip(connection, "x");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Content-Length: 999999999\r\n", "Transfer-Encoding: chunked\r\n"})
  void readsNoMoreOfAnEndlessBodyThanItNeeds(String framing) throws IOException {
    try (var receiver =
        StubReceiver.start(
            connection -> {
              StubReceiver.write(connection, "HTTP/1.1 200 OK\r\n" + framing + "\r\n");
              while (true) {
                StubReceiver.write(connection, "2000\r\n" + "x".repeat(8_192) + "\r\n");
              }
            })) {
      var began = System.nanoTime();
      assertThat(client.post(receiver.url(), BODY, Map.of()).status()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(DEADLINE);
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
  void failsWhenTheConnectionBreaks() throws IOException {
    try (var receiver = StubReceiver.start(Socket::close)) {
      assertThatThrownBy(() -> client.post(receiver.url(), BODY, Map.of()))
          .isInstanceOf(IOException.class);
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

  private void assertEndsAtDeadline(StubReceiver.Script script) {
    try (var receiver = StubReceiver.start(script)) {
      var began = System.nanoTime();
      assertThatThrownBy(() -> client.post(receiver.url(), BODY, Map.of()))
          .isInstanceOf(IOException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(DEADLINE.minusMillis(50), DEADLINE.multipliedBy(3));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Something every now and then, so that no timeout between two packets ever strikes. */
  private static void drip(Socket connection, String drop)
      throws IOException, InterruptedException {
    while (true) {
      StubReceiver.write(connection, drop);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
