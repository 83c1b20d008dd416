package enrichment.activities.webhooks;

import static enrichment.activities.webhooks.StubReceiver.drips;
import static enrichment.activities.webhooks.StubReceiver.repeats;
import static enrichment.activities.webhooks.StubReceiver.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Named.named;

import enrichment.activities.webhooks.StubReceiver.Script;
import enrichment.domain.AddressPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Receivers that mean harm: each costs an attempt its deadline at most and next to no memory, and
 * gives its connection back.
 */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class HostileReceiverTest {

  private static final Duration DEADLINE = Duration.ofMillis(200);
  private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();
  private static final AddressPolicy LOOPBACK = AddressPolicy.allowing(List.of("127.0.0.0/8"));
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.US_ASCII);
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

  private static final String HEADER = "x-header: " + "x".repeat(1_000);

  private static final int MANY = 300;
  private static final int MEGABYTE = 1024 * 1024;

  private static TestCertificate certificate;

  private final WebhookClient hasty = new WebhookClient(LOOPBACK, 10, DEADLINE);
  private final WebhookClient patient = new WebhookClient(LOOPBACK, MANY, Duration.ofSeconds(10));

  @BeforeAll
  static void trustCertificate() throws IOException, InterruptedException {
    certificate = TestCertificate.of("ip:127.0.0.1").trusted();
  }

  @AfterAll
  static void deleteCertificate() throws IOException {
    certificate.close();
  }

  @AfterEach
  void givesEveryConnectionBack() throws InterruptedException {
    for (var client : List.of(hasty, patient)) {
      await(() -> client.connections().getLeased() + client.connections().getPending() == 0);
      client.close();
    }
  }

  static Stream<Named<Script>> stalls() {
    return Stream.of(
        named("no answer", StubReceiver::saysNothing),
        named("a dripping status line", drips("H")),
        named("dripping headers", says(OK).then(drips("x-drip: 1\r\n"))),
        named("dripping interim answers", drips("HTTP/1.1 102 Yet\r\n\r\n")),
        named("a dripping body", says(OK + "Content-Length: 100000\r\n\r\n").then(drips("x"))),
        named("dripping chunks", says(CHUNKED).then(drips("1\r\nx\r\n"))),
        named(
            "half a body",
            says(OK + "Content-Length: 2\r\n\r\nx").then(StubReceiver::saysNothing)));
  }

  @ParameterizedTest
  @MethodSource("stalls")
  void endsAtTheDeadline(Script stall) throws IOException {
    try (var receiver = StubReceiver.start(stall);
        var secure = StubReceiver.startTls(certificate, "TLSv1.3", stall)) {
      assertEndsAtDeadline(hasty, receiver.url(), BODY);
      assertEndsAtDeadline(hasty, secure.url(), BODY);
    }
  }

  static Stream<Named<Script>> tlsStalls() {
    var headerOfALongRecord = new byte[] {22, 3, 3, 64, 0};
    return Stream.of(
        named("no answer", StubReceiver::saysNothing),
        named("a dripping handshake", says(headerOfALongRecord).then(drips("x"))));
  }

  @ParameterizedTest
  @MethodSource("tlsStalls")
  void endsAtTheDeadlineWhenTlsStalls(Script stall) throws IOException {
    try (var receiver = StubReceiver.startDeaf(stall)) {
      assertEndsAtDeadline(hasty, receiver.url(), BODY);
    }
  }

  @ParameterizedTest
  @MethodSource("tlsStalls")
  void triesNoFurtherAddressAfterTheDeadline(Script stall) throws IOException {
    var resolver = new StubResolver(Duration.ZERO, List.of(LOCAL, LOCAL));
    try (var receiver = StubReceiver.startDeaf(stall);
        var twofold = new WebhookClient(resolver, 10, DEADLINE)) {
      assertEndsAtDeadline(twofold, receiver.url().replace("127.0.0.1", "twofold.example"), BODY);
      assertThat(receiver.connections()).isEqualTo(1);
    }
  }

  @Test
  void dialsNobodyWhenResolvingTakesTooLong() throws IOException {
    var resolver = new StubResolver(DEADLINE.plusMillis(50), List.of(LOCAL));
    try (var receiver = StubReceiver.start(StubReceiver.status(200));
        var waiting = new WebhookClient(resolver, 10, DEADLINE)) {
      assertEndsAtDeadline(waiting, receiver.url().replace("127.0.0.1", "late.example"), BODY);
      assertThat(receiver.connections()).isZero();
    }
  }

  @Test
  void endsAtTheDeadlineWhenNobodyReadsTheRequest() throws IOException {
    try (var receiver = StubReceiver.startDeaf(StubReceiver::saysNothing)) {
      var tooMuchForTheBuffers = new byte[20 * MEGABYTE];
      assertEndsAtDeadline(hasty, receiver.url().replace("https", "http"), tooMuchForTheBuffers);
    }
  }

  /** A polite end of TLS 1.2 waits for the receiver's. */
  @ParameterizedTest
  @ValueSource(strings = {"nonsense\r\n", CHUNKED + "nonsense\r\n"})
  void doesNotListenToAReceiverThatKeepsTalkingAfterNonsense(String nonsense) throws IOException {
    try (var receiver =
        StubReceiver.startTls(certificate, "TLSv1.2", says(nonsense).then(drips("x")))) {
      assertFailsAtOnce(receiver, AttemptError.PROTOCOL);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Content-Length: 999999999\r\n", "Transfer-Encoding: chunked\r\n"})
  void takesAnEndlessBodyForAnAnswer(String framing) throws IOException {
    try (var receiver =
        StubReceiver.start(
            says(OK + framing + "\r\n").then(repeats("3E8\r\n" + "x".repeat(1_000) + "\r\n")))) {
      assertThat(patient.post(receiver.url(), BODY, Map.of()).status()).isEqualTo(200);
    }
  }

  @Test
  void inflatesNothing() throws IOException {
    try (var receiver =
        StubReceiver.start(
            says(OK + "Content-Encoding: gzip\r\n\r\n")
                .then(says(bomb(256)))
                .then(Socket::close))) {
      var reply = patient.post(receiver.url(), BODY, Map.of());
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body()).doesNotContain("xxxx");
      assertThat(receiver.requests().getFirst()).doesNotContainIgnoringCase("accept-encoding");
    }
  }

  static Stream<Named<Script>> excesses() {
    return Stream.of(
        named("a megabyte of headers", says(OK + (HEADER + "\r\n").repeat(1_000))),
        named("a megabyte in one header", says(OK + "x: " + "x".repeat(MEGABYTE))),
        named("101 headers", says(OK + "x: 1\r\n".repeat(101) + "\r\n")),
        named("a header of 9 KB", says(OK + HEADER.repeat(9) + "\r\n\r\n")),
        named("a folded header of 9 KB", says(OK + (HEADER + "\r\n ").repeat(9) + "\r\n\r\n")),
        named("101 trailers", says(CHUNKED + "0\r\n" + "x: 1\r\n".repeat(101) + "\r\n")),
        named("a long chunk size", says(CHUNKED + "1;" + HEADER.repeat(9))),
        named("endless empty lines", repeats("\r\n".repeat(1_000))),
        named("endless interim answers", repeats("HTTP/1.1 100 Go on\r\n\r\n".repeat(1_000))));
  }

  @ParameterizedTest
  @MethodSource("excesses")
  void takesAnExcessForAnError(Script excess) throws IOException {
    try (var receiver = StubReceiver.start(excess.then(StubReceiver::saysNothing))) {
      assertFailsAtOnce(receiver, AttemptError.PROTOCOL);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", OK, OK + "Content-Length: 1000\r\n\r\nhalf", CHUNKED + "1000\r\nhalf"})
  void endsWhenTheConnectionIsResetInTheMiddle(String part) throws IOException {
    try (var receiver = StubReceiver.start(says(part).then(StubReceiver::resets))) {
      assertFailsAtOnce(receiver, AttemptError.RESET);
    }
  }

  static Stream<Named<Script>> heavyAnswers() throws IOException {
    return Stream.of(
        named("a megabyte of headers", says(OK + (HEADER + "\r\n").repeat(1_000))),
        named("a megabyte in one header", says(OK + "x: " + "x".repeat(MEGABYTE))),
        named("as many headers as are read", says(OK + (HEADER + "\r\n").repeat(60))),
        named("two megabytes of a body", says(OK + "\r\n" + "x".repeat(2 * MEGABYTE))),
        named(
            "two megabytes of a body to inflate",
            says(OK + "Content-Encoding: gzip\r\n\r\n").then(says(bomb(2)))));
  }

  /** None of these answers ends, so whatever a client keeps of them it would have now. */
  @ParameterizedTest
  @MethodSource("heavyAnswers")
  void keepsNextToNothingOfManyHeavyAnswers(Script heavy) throws Exception {
    try (var client = new WebhookClient(LOOPBACK, MANY, Duration.ofMillis(1_200));
        var receiver = StubReceiver.start(heavy.then(StubReceiver::saysNothing));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var before = heap();
      for (var i = 0; i < MANY; i++) {
        threads.submit(() -> client.post(receiver.url(), BODY, Map.of()));
      }
      await(() -> receiver.requests().size() == MANY);
      TimeUnit.MILLISECONDS.sleep(300);
      assertThat(heap() - before).isLessThan(64 * MEGABYTE);

      threads.shutdown();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      assertThat(client.connections().getLeased()).isZero();
    }
  }

  @Test
  void leavesNoThreadAndNoDeadlineBehind() throws Exception {
    try (var receiver = StubReceiver.start(StubReceiver::resets);
        var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<WebhookReply> post = () -> patient.post(receiver.url(), BODY, Map.of());
      virtual.invokeAll(Collections.nCopies(10, post));
      var before = threads();
      virtual.invokeAll(Collections.nCopies(MANY, post));
      assertThat(patient.connections().getLeased()).isZero();
      assertThat(patient.deadlines()).isZero();
      await(() -> threads() <= before + 10);
    }
  }

  private static void assertEndsAtDeadline(WebhookClient client, String url, byte[] body) {
    var began = System.nanoTime();
    assertThatThrownBy(() -> client.post(url, body, Map.of()))
        .isInstanceOf(DeadlineExceededException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(DEADLINE.minusMillis(50), DEADLINE.plusSeconds(1));
  }

  private void assertFailsAtOnce(StubReceiver receiver, AttemptError error) {
    var failure =
        catchThrowableOfType(IOException.class, () -> patient.post(receiver.url(), BODY, Map.of()));
    assertThat(AttemptError.of(failure)).isEqualTo(error);
  }

  /** Next to nothing, until it is inflated. */
  private static byte[] bomb(int megabytes) throws IOException {
    var megabyte = "x".repeat(MEGABYTE).getBytes(StandardCharsets.US_ASCII);
    var bomb = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bomb)) {
      for (var i = 0; i < megabytes; i++) {
        gzip.write(megabyte);
      }
    }
    return bomb.toByteArray();
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** Names of its own, each of these addresses, after a while. */
  private record StubResolver(Duration takes, List<InetAddress> addresses) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) {
      try {
        Thread.sleep(takes);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return addresses.toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
