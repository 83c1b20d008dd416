package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that are slow on purpose, or out of order. */
@Timeout(60)
class SlowClientsIT {

  private static final int SLOW = 300;

  @Test
  void keepNobodyElseWaitingAndAreCutOff() throws Exception {
    try (var api = RunningApi.withoutWorker(Duration.ofSeconds(1))) {
      var account = api.account(5, false);
      var sockets = new ArrayList<Socket>();
      try {
        for (var i = 0; i < SLOW; i++) {
          sockets.add(stallInBody(api, account.key().secret()));
          sockets.add(stallInHeaders(api));
        }
        for (var turn = 0; turn < 20; turn++) {
          trickle(sockets);
          var start = System.nanoTime();
          assertThat(api.get(account, "/api/v2/credits").status()).isEqualTo(200);
          assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
          Thread.sleep(100);
        }
        assertThat(readAll(sockets.getFirst()))
            .startsWith("HTTP/1.1 408")
            .contains("urn:enrichment:problem:request-timeout");
      } finally {
        for (var socket : sockets) {
          socket.close();
        }
      }
    }
  }

  private static Socket stallInBody(RunningApi api, String key) throws IOException {
    var socket = new Socket("localhost", api.port());
    write(
        socket,
        "POST /api/v2/contacts/bulk_enrich HTTP/1.1\r\nHost: a\r\nX-API-KEY: "
            + key
            + "\r\nContent-Length: 100000\r\n\r\n{");
    return socket;
  }

  private static Socket stallInHeaders(RunningApi api) throws IOException {
    var socket = new Socket("localhost", api.port());
    write(socket, "GET /healthz HTTP/1.1\r\nHost: a\r\nX-");
    return socket;
  }

  private static void trickle(List<Socket> sockets) {
    for (var socket : sockets) {
      try {
        write(socket, "x");
      } catch (IOException e) {
        // Cut off.
      }
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String readAll(Socket socket) throws IOException {
    socket.setSoTimeout(40_000);
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
