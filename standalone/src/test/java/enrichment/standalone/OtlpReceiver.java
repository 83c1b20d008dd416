package enrichment.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * Takes traces in as a collector does: OTLP over HTTP, of which it reads what it needs (the fields'
 * numbers are those of {@code opentelemetry/proto/trace/v1/trace.proto}).
 */
final class OtlpReceiver implements AutoCloseable {

  /**
   * @param parent the id of another span; empty where it is the first of its trace
   * @param attributes those that are texts or whole numbers
   */
  record Span(
      String trace, String id, String parent, String name, Map<String, String> attributes) {}

  private static final int SPANS_OF_RESOURCE = 2;
  private static final int SPANS_OF_SCOPE = 2;
  private static final int ATTRIBUTES = 9;

  private final HttpServer server;
  private final List<Span> spans = new ArrayList<>();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  private OtlpReceiver(HttpServer server) {
    this.server = server;
  }

  static OtlpReceiver start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var receiver = new OtlpReceiver(server);
    server.createContext("/v1/traces", receiver::receive);
    server.start();
    return receiver;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      var body = exchange.getRequestBody();
      read((zipped ? new GZIPInputStream(body) : body).readAllBytes());
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private synchronized void read(byte[] request) {
    received.writeBytes(request);
    for (var resource : new ProtobufMessage(request).messages(1)) {
      for (var scope : resource.messages(SPANS_OF_RESOURCE)) {
        scope.messages(SPANS_OF_SCOPE).forEach(span -> spans.add(span(span)));
      }
    }
  }

  private static Span span(ProtobufMessage span) {
    var attributes = new HashMap<String, String>();
    for (var attribute : span.messages(ATTRIBUTES)) {
      var value = attribute.messages(2).getFirst();
      attributes.put(attribute.text(1), value.text(1).isEmpty() ? value.number(3) : value.text(1));
    }
    var hex = HexFormat.of();
    return new Span(
        hex.formatHex(span.bytes(1)),
        hex.formatHex(span.bytes(2)),
        hex.formatHex(span.bytes(4)),
        span.text(5),
        attributes);
  }

  synchronized List<Span> spans() {
    return List.copyOf(spans);
  }

  /** All that has come, as far as it is text. */
  synchronized String text() {
    return received.toString(StandardCharsets.ISO_8859_1);
  }

  List<Span> await(Predicate<List<Span>> condition, Duration patience) throws InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    while (!condition.test(spans())) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("It did not come: " + spans().stream().map(Span::name).toList());
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return spans();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
