package enrichment.providers.http;

import static enrichment.providers.http.RawServer.answer;
import static enrichment.providers.http.RawServer.request;
import static enrichment.providers.http.RawServer.reset;
import static enrichment.providers.http.RawServer.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import enrichment.providers.ProviderException;
import enrichment.providers.ProviderException.Kind;
import enrichment.providers.http.RawServer.Behaviour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class VendorClientTest {

  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final Behaviour SILENT = socket -> Thread.sleep(LONG);

  @Test
  void readsAnAnswer() throws Exception {
    try (var server =
            new RawServer(
                socket -> {
                  request(socket, 0);
                  answer(socket, "{\"name\": \"Ada\"}");
                });
        var client = new VendorClient()) {
      var reply = client.send(get(server.address("http")), LONG);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().orElseThrow().path("name").asText()).isEqualTo("Ada");
    }
  }

  @Test
  void isInDoubtWhenThereIsNoAnswerInTime() {
    assertFailsInTime(SILENT, "http", Kind.IN_DOUBT, "timeout");
  }

  @Test
  void keepsTheDeadlineWhenTheAnswerDrips() {
    assertFailsInTime(
        socket -> {
          request(socket, 0);
          say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
          while (true) {
            say(socket, " ");
            Thread.sleep(20);
          }
        },
        "http",
        Kind.IN_DOUBT,
        "timeout");
  }

  @Test
  void keepsTheDeadlineWhenHeadersNeverEnd() {
    assertFailsInTime(
        socket -> {
          say(socket, "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(3));
          while (true) {
            say(socket, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
            Thread.sleep(5);
          }
        },
        "http",
        Kind.IN_DOUBT,
        "timeout");
  }

  @Test
  void hasSentNothingWhenTlsNeverFinishes() {
    assertFailsInTime(SILENT, "https", Kind.UNAVAILABLE, "timeout");
  }

  @Test
  void hasSentNothingWhenTlsFails() {
    assertFails(
        socket -> {
          var tls =
              (SSLSocket) defaultTls().getSocketFactory().createSocket(socket, null, 0, false);
          tls.setUseClientMode(false);
          tls.startHandshake();
        },
        "https",
        Kind.UNAVAILABLE,
        "tls");
    assertFails(
        socket -> say(socket, "HTTP/1.1 400 Bad Request\r\n\r\n"),
        "https",
        Kind.UNAVAILABLE,
        "tls");
  }

  @Test
  void hasSentNothingWhenNobodyListens() throws Exception {
    // Bound, so that nobody else gets the port, but not listening.
    try (var socket = new Socket();
        var client = new VendorClient()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var address = URI.create("http://localhost:" + socket.getLocalPort() + "/");
      assertFailed(failure(client, address, LONG), Kind.UNAVAILABLE, "connect");
    }
  }

  @Test
  void hasSentNothingWhenTheNameIsUnknown() {
    var failure =
        failureOfLookup(
            name -> {
              throw new UnknownHostException(name);
            },
            LONG);
    assertFailed(failure, Kind.UNAVAILABLE, "dns");
  }

  @Test
  void keepsTheDeadlineWhenTheNameIsNotLookedUpInTime() {
    var failure =
        failureOfLookup(
            name -> {
              var never = new CountDownLatch(1);
              while (true) {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  // As the system's resolver: it does not listen.
                }
              }
            },
            SHORT);
    assertFailed(failure, Kind.UNAVAILABLE, "timeout");
  }

  @Test
  void hasSentNothingWhenNoConnectionIsFree() throws Exception {
    var arrived = new CountDownLatch(1);
    try (var server =
            new RawServer(
                socket -> {
                  request(socket, 0);
                  arrived.countDown();
                  Thread.sleep(LONG);
                });
        var client =
            new VendorClient(UnaryOperator.identity(), SystemDefaultDnsResolver.INSTANCE, 1)) {
      Thread.ofVirtual().start(() -> failure(client, server.address("http"), LONG));
      arrived.await();
      var failure = failure(client, server.address("http"), SHORT);
      assertFailed(failure, Kind.UNAVAILABLE, "timeout");
    }
  }

  @Test
  void sendsNothingAfterItHasGivenUp() throws Exception {
    var released = new CountDownLatch(1);
    try (var server = new RawServer(socket -> request(socket, 0));
        var client =
            new VendorClient(
                UnaryOperator.identity(),
                lookup(
                    name -> {
                      released.countDown();
                      sleep(SHORT.multipliedBy(2));
                      return new InetAddress[] {InetAddress.getLoopbackAddress()};
                    }),
                1)) {
      assertFailed(failure(client, server.address("http"), SHORT), Kind.UNAVAILABLE, "timeout");
      released.await();
      sleep(SHORT.multipliedBy(2));
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void isInDoubtWhenTheConnectionBreaks() {
    assertFails(
        socket -> {
          request(socket, 0);
          reset(socket);
        },
        "http",
        Kind.IN_DOUBT,
        "reset");
    assertFails(socket -> request(socket, 0), "http", Kind.IN_DOUBT, "reset");
  }

  @Test
  void hasSentNothingWhenTheConnectionBreaksBeforeTlsIsThere() {
    assertFails(RawServer::reset, "https", Kind.UNAVAILABLE, null);
  }

  @Test
  void isInDoubtAfterHalfAnAnswer() {
    assertBreaks("HTTP/1.1 200 O");
    assertBreaks("HTTP/1.1 200 OK\r\nContent-Len");
    assertBreaks("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":");
    assertBreaks("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n");
  }

  @Test
  void isInDoubtAfterWhatIsNoHttp() {
    assertFails(
        socket -> {
          request(socket, 0);
          say(socket, "220 mail.example ESMTP\r\n".repeat(10));
          reset(socket);
        },
        "http",
        Kind.IN_DOUBT,
        null);
    assertFails(
        saying("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000) + "\r\n\r\n"),
        "http",
        Kind.IN_DOUBT,
        "protocol");
  }

  @Test
  void readsNoMoreThanAMebibyte() throws Exception {
    var longest = "\"" + "x".repeat(VendorClient.MOST_READ - 2) + "\"";
    assertThat(reply(saying(ok(longest))).json()).isPresent();
    assertThat(reply(saying(ok(longest + " "))).json()).isEmpty();
  }

  @Test
  void readsNoMoreThanAMebibyteOfAnEndlessAnswer() throws Exception {
    var reply =
        reply(
            socket -> {
              request(socket, 0);
              say(socket, "HTTP/1.1 200 OK\r\n\r\n\"");
              while (true) {
                say(socket, "x".repeat(8192));
              }
            });
    assertThat(reply.json()).isEmpty();
  }

  @Test
  void measuresAnAnswerAsItIsUncompressed() throws Exception {
    assertThat(reply(compressed("\"Ada\"")).json().orElseThrow().asText()).isEqualTo("Ada");
    assertThat(reply(compressed("\"" + "x".repeat(50_000_000) + "\"")).json()).isEmpty();
  }

  @Test
  void followsNobodyElsewhere() throws Exception {
    var reply = reply(saying("HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n"));
    assertThat(reply.status()).isEqualTo(302);
  }

  @Test
  void keepsNoCookies() throws Exception {
    var heads = new ArrayList<String>();
    try (var server =
            new RawServer(
                socket -> {
                  for (var i = 0; i < 2; i++) {
                    heads.add(request(socket, 0));
                    say(
                        socket,
                        "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\n{}");
                  }
                });
        var client = new VendorClient()) {
      client.send(get(server.address("http")), LONG);
      client.send(get(server.address("http")), LONG);
      assertThat(server.connections()).isOne();
    }
    assertThat(heads).hasSize(2).noneMatch(head -> head.contains("Cookie"));
  }

  @Test
  void triesNothingTwice() throws Exception {
    try (var server =
            new RawServer(
                saying("HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"));
        var client = new VendorClient()) {
      var reply = client.send(get(server.address("http")), LONG);
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.retryAfter()).isEqualTo(Duration.ofSeconds(1));
      assertThat(server.connections()).isOne();
    }
  }

  @Test
  void usesNoConnectionThatTheVendorHasClosed() throws Exception {
    try (var server =
            new RawServer(
                socket -> {
                  request(socket, 0);
                  answer(socket, "{}");
                });
        var client = new VendorClient()) {
      for (var i = 0; i < 20; i++) {
        assertThat(client.send(get(server.address("http")), LONG).status()).isEqualTo(200);
        sleep(Duration.ofMillis(20));
      }
    }
  }

  @Test
  void leavesNoConnectionBehind() throws Exception {
    try (var server = new RawServer(SILENT);
        var client = new VendorClient()) {
      for (var scheme : List.of("http", "https")) {
        failure(client, server.address(scheme), SHORT);
      }
      while (client.connections().getLeased() > 0) {
        sleep(Duration.ofMillis(10));
      }
      assertThat(client.connections().getAvailable()).isZero();
    }
  }

  @Test
  void stopsWhenItsCallerIsToStop() throws Exception {
    try (var server = new RawServer(SILENT);
        var client = new VendorClient()) {
      Thread.currentThread().interrupt();
      var failure = failure(client, server.address("http"), LONG);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure.reason()).isEqualTo("interrupted");
      assertThat(failure.kind()).isIn(Kind.UNAVAILABLE, Kind.IN_DOUBT);
    }
  }

  @Test
  void hasManyCallsUnderWayOnVirtualThreads() throws Exception {
    var calls = 500;
    var all = new CountDownLatch(calls);
    try (var server =
            new RawServer(
                socket -> {
                  request(socket, 0);
                  all.countDown();
                  all.await();
                  answer(socket, "{}");
                });
        var client = new VendorClient();
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<VendorReply> call = () -> client.send(get(server.address("http")), LONG);
      var replies = new ArrayList<VendorReply>();
      for (var future : callers.invokeAll(Collections.nCopies(calls, call))) {
        replies.add(future.get());
      }
      assertThat(replies).hasSize(calls).allMatch(reply -> reply.status() == 200);
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  @Test
  void sendsHeadersAsUtf8() throws Exception {
    var heads = new ArrayList<String>();
    try (var server =
            new RawServer(
                socket -> {
                  heads.add(request(socket, 0));
                  answer(socket, "{}");
                });
        var client = new VendorClient()) {
      var headers = Map.of("X-Name", "Žofie", "Accept", "application/vnd.example+json");
      client.send(new VendorRequest("GET", server.address("http"), headers, null, ""), LONG);
    }
    assertThat(heads.getFirst())
        .contains("X-Name: Žofie\n", "Accept: application/vnd.example+json\n")
        .doesNotContain("Accept: application/json", "Upgrade");
  }

  private interface Lookup {
    InetAddress[] resolve(String name) throws UnknownHostException;
  }

  private static SystemDefaultDnsResolver lookup(Lookup lookup) {
    return new SystemDefaultDnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        return lookup.resolve(host);
      }
    };
  }

  private static ProviderException failureOfLookup(Lookup lookup, Duration timeout) {
    try (var client = new VendorClient(UnaryOperator.identity(), lookup(lookup), 1)) {
      return failure(client, URI.create("http://vendor.example/"), timeout);
    }
  }

  private static void assertBreaks(String start) {
    assertFails(saying(start), "http", Kind.IN_DOUBT, "reset");
  }

  private static void assertFailsInTime(
      Behaviour behaviour, String scheme, Kind kind, String reason) {
    try (var server = new RawServer(behaviour);
        var client = new VendorClient()) {
      // Classes are loaded by the first call.
      failure(client, server.address(scheme), SHORT);
      var start = System.nanoTime();
      var failure = failure(client, server.address(scheme), SHORT);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(SHORT, SHORT.multipliedBy(10));
      assertFailed(failure, kind, reason);
    }
  }

  private static void assertFails(
      Behaviour behaviour, String scheme, Kind kind, @Nullable String reason) {
    try (var server = new RawServer(behaviour);
        var client = new VendorClient()) {
      assertFailed(failure(client, server.address(scheme), LONG), kind, reason);
    }
  }

  private static void assertFailed(ProviderException failure, Kind kind, @Nullable String reason) {
    assertThat(failure.kind()).isEqualTo(kind);
    if (reason != null) {
      assertThat(failure.reason()).isEqualTo(reason);
    }
  }

  private static ProviderException failure(VendorClient client, URI address, Duration timeout) {
    return catchThrowableOfType(ProviderException.class, () -> client.send(get(address), timeout));
  }

  private static VendorReply reply(Behaviour behaviour) throws ProviderException {
    try (var server = new RawServer(behaviour);
        var client = new VendorClient()) {
      return client.send(get(server.address("http")), LONG);
    }
  }

  private static VendorRequest get(URI address) {
    return new VendorRequest("GET", address, Map.of(), null, "");
  }

  private static Behaviour saying(String text) {
    return socket -> {
      request(socket, 0);
      say(socket, text);
    };
  }

  private static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static Behaviour compressed(String body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body.getBytes());
    }
    return socket -> {
      request(socket, 0);
      say(
          socket,
          "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
              + bytes.size()
              + "\r\n\r\n");
      bytes.writeTo(socket.getOutputStream());
    };
  }

  private static SSLContext defaultTls() throws IOException {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
