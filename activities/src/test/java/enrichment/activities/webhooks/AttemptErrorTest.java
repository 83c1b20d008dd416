package enrichment.activities.webhooks;

import static enrichment.activities.webhooks.StubReceiver.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import enrichment.domain.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every code, brought about by a receiver that fails in that way. */
@Timeout(30)
class AttemptErrorTest {

  @Test
  void hasStableCodes() {
    assertThat(AttemptError.values())
        .extracting(AttemptError::code)
        .containsExactly(
            "forbidden_address", "dns", "connect", "tls", "timeout", "reset", "protocol", "other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://10.0.0.1/", "http://[::1]/", "https://169.254.169.254/"})
  void knowsAForbiddenAddress(String url) {
    assertThat(errorOf(url)).isEqualTo(AttemptError.FORBIDDEN_ADDRESS);
  }

  /** RFC 6761 reserves the name: it never has an address. */
  @Test
  void knowsAHostWithoutAnAddress() {
    assertThat(errorOf("http://receiver.invalid/")).isEqualTo(AttemptError.DNS);
  }

  @Test
  void knowsAPortWhereNobodyListens() throws IOException {
    int port;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    assertThat(errorOf("http://127.0.0.1:" + port)).isEqualTo(AttemptError.CONNECT);
  }

  @Test
  void knowsAReceiverThatDoesNotSpeakTls() throws IOException {
    try (var receiver = StubReceiver.startDeaf(says("HTTP/1.1 400 No\r\n\r\n"))) {
      assertThat(errorOf(receiver.url())).isEqualTo(AttemptError.TLS);
    }
  }

  @Test
  void knowsACertificateThatNobodyTrusts() throws Exception {
    try (var certificate = TestCertificate.of("ip:127.0.0.1");
        var receiver = StubReceiver.startTls(certificate, "TLSv1.3", StubReceiver.status(200))) {
      assertThat(errorOf(receiver.url())).isEqualTo(AttemptError.TLS);
    }
  }

  @Test
  void knowsACertificateOfAnotherHost() throws Exception {
    try (var certificate = TestCertificate.of("dns:elsewhere.example").trusted();
        var receiver = StubReceiver.startTls(certificate, "TLSv1.3", StubReceiver.status(200))) {
      assertThat(errorOf(receiver.url())).isEqualTo(AttemptError.TLS);
    }
  }

  @Test
  void knowsAReceiverThatTakesTooLong() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver::saysNothing)) {
      assertThat(errorOf(receiver.url(), Duration.ofMillis(100))).isEqualTo(AttemptError.TIMEOUT);
    }
    assertThat(AttemptError.of(new ConnectTimeoutException("The system gives up first")))
        .isEqualTo(AttemptError.TIMEOUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nhalf"
      })
  void knowsAConnectionThatEndsTooEarly(String part) throws IOException {
    try (var closing = StubReceiver.start(says(part).then(Socket::close));
        var resetting = StubReceiver.start(says(part).then(StubReceiver::resets))) {
      assertThat(errorOf(closing.url())).isEqualTo(AttemptError.RESET);
      assertThat(errorOf(resetting.url())).isEqualTo(AttemptError.RESET);
    }
  }

  @Test
  void knowsASecureConnectionThatEndsTooEarly() throws Exception {
    try (var certificate = TestCertificate.of("ip:127.0.0.1").trusted();
        var receiver =
            StubReceiver.startTls(
                certificate,
                "TLSv1.3",
                says("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
                    .then(StubReceiver::resets))) {
      assertThat(errorOf(receiver.url())).isEqualTo(AttemptError.RESET);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 two hundred\r\n\r\n",
        "HTTP/1.1 99 Low\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnumber\r\n",
      })
  void knowsAnAnswerThatIsNotHttp(String nonsense) throws IOException {
    try (var receiver = StubReceiver.start(says(nonsense).then(StubReceiver::saysNothing))) {
      assertThat(errorOf(receiver.url())).isEqualTo(AttemptError.PROTOCOL);
    }
  }

  @Test
  void callsTheRestByOneName() {
    assertThat(AttemptError.of(new IOException("10.0.0.1 says no")).code()).isEqualTo("other");
  }

  private static AttemptError errorOf(String url) {
    return errorOf(url, Duration.ofSeconds(10));
  }

  private static AttemptError errorOf(String url, Duration deadline) {
    try (var client =
        new WebhookClient(AddressPolicy.allowing(List.of("127.0.0.0/8")), 1, deadline)) {
      var failure =
          catchThrowableOfType(
              IOException.class, () -> client.post(url, new byte[] {'{', '}'}, Map.of()));
      return AttemptError.of(failure);
    }
  }
}
