package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.api.temporal.EnrichmentStarter;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes for every request. */
@Timeout(60)
class HttpIT {

  private final RunningApi api = RunningApi.withoutWorker(EnrichmentStarter.DECISION_TIMEOUT);

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void answersUnknownPathsWithAProblem() {
    for (var path : new String[] {"/", "/api/v2/nothing", "/api/v1/credits", "/api/v2/contacts"}) {
      var answer = api.send("GET", path, BodyPublishers.noBody());
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
      assertThat(answer.body().get("type").textValue())
          .isEqualTo("urn:enrichment:problem:not-found");
    }
    assertThat(api.send("HEAD", "/nothing", BodyPublishers.noBody()).status()).isEqualTo(404);
  }

  @Test
  void tellsWhichMethodsAreAllowed() {
    for (var accept : new String[] {"application/json", "text/html", "*/*"}) {
      var answer = api.send("DELETE", "/api/v2/credits", BodyPublishers.noBody(), "Accept", accept);
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
      assertThat(answer.body().get("type").textValue())
          .isEqualTo("urn:enrichment:problem:method-not-allowed");
    }
  }

  @Test
  void answersHeadAsGet() {
    var account = api.account(0, false);
    assertThat(api.send("HEAD", "/api/v2/credits", BodyPublishers.noBody()).status())
        .isEqualTo(401);
    var answer =
        api.send(
            "HEAD",
            "/api/v2/credits",
            BodyPublishers.noBody(),
            "X-API-KEY",
            account.key().secret());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().body()).isEmpty();
  }

  @Test
  void answersWhatIsNoHttpWithAProblem() throws IOException {
    assertThat(raw("GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "urn:enrichment:problem:malformed-request");
    assertThat(
            raw(
                "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: %s\r\n\r\n"
                    .formatted("x".repeat(20_000))))
        .startsWith("HTTP/1.1 431")
        .contains("urn:enrichment:problem:headers-too-large");
    assertThat(raw("GET /%s HTTP/1.1\r\nHost: a\r\n\r\n".formatted("x".repeat(20_000))))
        .startsWith("HTTP/1.1 414")
        .contains("urn:enrichment:problem:uri-too-long");
    assertThat(
            raw(
                "POST /api/v2/contacts/bulk_enrich HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                    + "X-API-KEY: %s\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n"
                        .formatted(api.account(0, false).key().secret())))
        .startsWith("HTTP/1.1 400")
        .contains("urn:enrichment:problem:malformed-request");
  }

  @Test
  void tellsItsHealthAndItsReadiness() {
    assertThat(api.send("GET", "/healthz", BodyPublishers.noBody()).response().body())
        .isEqualTo("{\"status\":\"ok\"}");
    var ready = api.send("GET", "/readyz", BodyPublishers.noBody());
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.response().body())
        .isEqualTo("{\"status\":\"ok\",\"postgresql\":true,\"temporal\":true}");
  }

  /** More than the 50 of Java's own queue, before the first of them is taken from it. */
  @Test
  void answersABurstOfConnections() throws Exception {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), api.port());
    var request = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    var sockets = new ArrayList<Socket>();
    var overflows = listenOverflows();
    try {
      for (var i = 0; i < 800; i++) {
        var channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(address);
        sockets.add(channel.socket());
      }
      for (var socket : sockets) {
        while (!socket.getChannel().finishConnect()) {
          Thread.onSpinWait();
        }
        socket.getChannel().configureBlocking(true);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      }
      for (var socket : sockets) {
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
            .startsWith("HTTP/1.1 200");
      }
      assertThat(listenOverflows()).as("connections that were dropped").isEqualTo(overflows);
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  /** As Linux counts them: two lines, one of names and one of numbers. */
  private static long listenOverflows() throws IOException {
    var counters = Path.of("/proc/net/netstat");
    if (!Files.exists(counters)) {
      return 0;
    }
    var lines = Files.readAllLines(counters);
    var names = List.of(lines.get(0).split(" "));
    return Long.parseLong(lines.get(1).split(" ")[names.indexOf("ListenOverflows")]);
  }

  @Test
  void isNotReadyWithoutTemporal() {
    var nowhere =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
    var readiness = Readiness.of(api.database, WorkflowClient.newInstance(nowhere));
    try (var alone = EnrichmentApi.create(api.parts(readiness)).start(0)) {
      var unready = api.send(alone.port(), "GET", "/readyz", BodyPublishers.noBody());
      assertThat(unready.status()).isEqualTo(503);
      assertThat(unready.response().body())
          .isEqualTo("{\"status\":\"unavailable\",\"postgresql\":true,\"temporal\":false}");
      assertThat(api.send(alone.port(), "GET", "/healthz", BodyPublishers.noBody()).status())
          .isEqualTo(200);
    } finally {
      nowhere.shutdownNow();
    }
  }

  @Test
  void answersUnavailableWithoutPostgresql() {
    var account = api.account(0, false);
    api.cutOffDatabase();
    var answer = api.get(account, "/api/v2/credits");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(answer.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:unavailable");
    assertThat(api.send("GET", "/readyz", BodyPublishers.noBody()).body().get("postgresql"))
        .hasToString("false");
  }

  @Test
  void answersTheUnexpectedWithoutATrace() {
    var broken =
        new Readiness(
            () -> {
              throw new IllegalStateException("Ada Lovelace");
            },
            () -> true);
    try (var other = EnrichmentApi.create(api.parts(broken)).start(0)) {
      var answer = api.send(other.port(), "GET", "/readyz", BodyPublishers.noBody());
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body().get("type").textValue())
          .isEqualTo("urn:enrichment:problem:internal-error");
      assertThat(answer.response().body()).doesNotContain("Ada");
    }
  }

  @Test
  void answersTheRequestsUnderWayBeforeItStops() throws Exception {
    var begun = new CountDownLatch(1);
    var proceed = new CountDownLatch(1);
    var slow =
        new Readiness(
            () -> {
              begun.countDown();
              try {
                proceed.await();
              } catch (InterruptedException e) {
                return false;
              }
              return true;
            },
            () -> true);
    var stopping = EnrichmentApi.create(api.parts(slow)).start(0);
    var port = stopping.port();
    var underWay =
        CompletableFuture.supplyAsync(
            () -> api.send(port, "GET", "/readyz", BodyPublishers.noBody()));
    begun.await();
    var stopped = CompletableFuture.runAsync(stopping::close);
    Thread.sleep(300);
    assertThat(stopped).isNotDone();
    assertThatThrownBy(() -> new Socket("localhost", port).close()).isInstanceOf(IOException.class);
    proceed.countDown();
    // It is answered; but it is a server that stops, and says so.
    assertThat(underWay.join().status()).isEqualTo(503);
    stopped.join();
  }

  @Test
  void saysForAWhileThatItIsNotReadyBeforeItStops() throws Exception {
    var parts = api.parts(new Readiness(() -> true, () -> true));
    var stopping = EnrichmentApi.create(withDelay(parts, Duration.ofSeconds(2))).start(0);
    var port = stopping.port();
    assertThat(api.send(port, "GET", "/readyz", BodyPublishers.noBody()).status()).isEqualTo(200);

    var stopped = CompletableFuture.runAsync(stopping::close);
    Thread.sleep(300);

    var ready = api.send(port, "GET", "/readyz", BodyPublishers.noBody());
    assertThat(ready.status()).isEqualTo(503);
    assertThat(api.send(port, "GET", "/healthz", BodyPublishers.noBody()).status()).isEqualTo(200);
    assertThat(stopped).isNotDone();
    stopped.join();
  }

  private static ApiParts withDelay(ApiParts parts, Duration delay) {
    var settings = parts.settings();
    return new ApiParts(
        parts.database(),
        parts.enrichmentStarter(),
        parts.webhookStarter(),
        parts.maintenanceStarter(),
        parts.readiness(),
        parts.webUi(),
        new ApiSettings(
            settings.webhookAddresses(),
            settings.adminToken(),
            settings.rateLimits(),
            settings.temporalUiUrl(),
            delay),
        parts.metrics(),
        parts.tracing());
  }

  private String raw(String request) throws IOException {
    try (var socket = new Socket("localhost", api.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
