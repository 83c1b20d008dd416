package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.api.RunningApi.TestAccount;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that are slow on purpose, or out of order. */
@Timeout(60)
class SlowClientsIT {

  private static final int SLOW = 150;
  private static final int REQUESTS = 200;
  private static final Duration TIME_TO_ARRIVE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = TIME_TO_ARRIVE.multipliedBy(4);

  private final RunningApi api = RunningApi.withoutWorker(Duration.ofSeconds(1));
  private final TestAccount account = api.account(5, false);
  private final List<Socket> sockets = new ArrayList<>();
  private EnrichmentApi impatient;

  @BeforeEach
  void start() {
    impatient = EnrichmentApi.create(api.parts(RunningApi.UNLIMITED), TIME_TO_ARRIVE).start(0);
  }

  @AfterEach
  void stop() throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
    impatient.close();
    api.close();
  }

  @Test
  void keepNobodyElseWaitingAndAreCutOff() throws Exception {
    for (var i = 0; i < SLOW; i++) {
      stallInBody();
      stallInHeaders();
    }
    var took = new ArrayList<Duration>();
    for (var i = 0; i < REQUESTS; i++) {
      if (i % 50 == 0) {
        sockets.forEach(SlowClientsIT::trickle);
      }
      var start = System.nanoTime();
      assertThat(credits()).isEqualTo(200);
      took.add(Duration.ofNanos(System.nanoTime() - start));
    }
    took.sort(null);
    assertThat(took.get(REQUESTS * 99 / 100)).as("p99").isLessThan(Duration.ofMillis(500));
    assertThat(sockets.stream().filter(SlowClientsIT::isCutOff)).hasSize(2 * SLOW);
    assertThat(credits()).isEqualTo(200);
  }

  @Test
  void areToldHoweverOftenTheySendAByte() throws Exception {
    for (var slow : List.of(stallInBody(), stallInHeaders())) {
      var deadline = System.nanoTime() + PATIENCE.toNanos();
      while (slow.getInputStream().available() == 0) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        trickle(slow);
        TimeUnit.MILLISECONDS.sleep(200);
      }
      var answer = new byte[4096];
      var length = slow.getInputStream().read(answer);
      assertThat(new String(answer, 0, length, StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 408")
          .contains("application/problem+json", "urn:enrichment:problem:request-timeout");
    }
  }

  @Test
  void haveTheirTimeForEveryRequestOfAConnection() throws Exception {
    var socket = connect();
    for (var turn = 0; turn < 4; turn++) {
      // Together they take longer than one may.
      write(socket, "GET /healthz HT");
      TimeUnit.MILLISECONDS.sleep(TIME_TO_ARRIVE.dividedBy(3).toMillis());
      write(socket, "TP/1.1\r\nHost: a\r\n\r\n");
      var answer = new byte[4096];
      assertThat(
              new String(answer, 0, socket.getInputStream().read(answer), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void mayPauseWithinABody() throws Exception {
    var socket = connect();
    write(
        socket,
        "POST /api/v2/contacts/bulk_enrich HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-API-KEY: "
            + account.key().secret()
            + "\r\nContent-Length: 3\r\n\r\n{");
    for (var part : List.of(" ", "}")) {
      TimeUnit.MILLISECONDS.sleep(300);
      write(socket, part);
    }
    assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("HTTP/1.1 422");
  }

  private int credits() {
    return api.send(
            impatient.port(),
            "GET",
            "/api/v2/credits",
            BodyPublishers.noBody(),
            "X-API-KEY",
            account.key().secret())
        .status();
  }

  private Socket stallInBody() throws IOException {
    var socket = connect();
    write(
        socket,
        "POST /api/v2/contacts/bulk_enrich HTTP/1.1\r\nHost: a\r\nX-API-KEY: "
            + account.key().secret()
            + "\r\nContent-Length: 100000\r\n\r\n{");
    return socket;
  }

  private Socket stallInHeaders() throws IOException {
    var socket = connect();
    write(socket, "GET /healthz HTTP/1.1\r\nHost: a\r\nX-");
    return socket;
  }

  private Socket connect() throws IOException {
    var socket = new Socket("localhost", impatient.port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    sockets.add(socket);
    return socket;
  }

  private static void trickle(Socket socket) {
    try {
      write(socket, "x");
    } catch (IOException e) {
      // Cut off.
    }
  }

  private static boolean isCutOff(Socket socket) {
    try {
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SocketException e) {
      // Reset, since there was more to read.
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
