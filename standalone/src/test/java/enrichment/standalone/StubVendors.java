package enrichment.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import enrichment.standalone.VendorCalls.Call;
import enrichment.standalone.VendorCalls.Question;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Vendors on loopback, each at a path of its name, that keep what they are asked. */
final class StubVendors implements AutoCloseable {

  private static final long THINKING_MILLIS = 100;
  private static final String QUERY = "domain=";

  private final HttpServer server;
  private final Map<String, StubVendor> vendors;
  private final Predicate<Call> deadly;
  private final VendorCalls calls = new VendorCalls();
  private final AnswerGate gate = new AnswerGate();

  private StubVendors(HttpServer server, Map<String, StubVendor> vendors, Predicate<Call> deadly) {
    this.server = server;
    this.vendors = Map.copyOf(vendors);
    this.deadly = deadly;
  }

  /**
   * @param deadly the calls that shut the gate, for a worker to be killed; asked about each call
   *     that comes while it is open
   */
  static StubVendors start(Map<String, StubVendor> vendors, Predicate<Call> deadly)
      throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
    var stubs = new StubVendors(server, vendors, deadly);
    vendors.keySet().forEach(name -> server.createContext("/" + name, stubs::receive));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return stubs;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var asker = gate.worker();
      var uri = exchange.getRequestURI();
      var name = uri.getPath().substring(1);
      var domain = uri.getQuery().substring(QUERY.length());
      var call = calls.arrived(new Question(name, domain));
      gate.shutIf(() -> deadly.test(call));
      TimeUnit.MILLISECONDS.sleep(THINKING_MILLIS);
      var reply = vendors.get(name).reply(domain);
      gate.pass(asker, () -> write(exchange, call, reply));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(HttpExchange exchange, Call call, StubReply reply) throws IOException {
    var body = reply.body().getBytes(StandardCharsets.UTF_8);
    if (reply == StubReply.BUSY) {
      exchange.getResponseHeaders().set("Retry-After", "1");
    }
    if (reply == StubReply.AWAY) {
      exchange.getResponseHeaders().set("Retry-After", "3600");
    }
    exchange.sendResponseHeaders(reply.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.getResponseBody().flush();
    calls.replied(call, reply);
  }

  /**
   * What a providers' file says of one of them.
   *
   * @param terms more lines of it, such as {@code rate: 20/s}
   */
  String definition(String name, String... terms) {
    return definition(name, "email: .email, email_status: '\"deliverable\"'", "email", terms);
  }

  /** The same of one that finds personal emails. */
  String definitionOfPersonal(String name, String... terms) {
    return definition(
        name,
        "personal_email: .email, personal_email_status: '\"valid\"'",
        "personal_email",
        terms);
  }

  private String definition(String name, String answer, String finds, String... terms) {
    return """
        %1$s:
          source: https://vendors.example/%1$s
          finds: [%4$s]
          timeout: 5s
          request: {url: "http://127.0.0.1:%2$d/%1$s", query: {domain: "{domain}"}}
          answer: {%5$s}
          %3$s
        """
        .formatted(name, server.getAddress().getPort(), String.join("\n  ", terms), finds, answer)
        .indent(2);
  }

  VendorCalls calls() {
    return calls;
  }

  AnswerGate gate() {
    return gate;
  }

  @Override
  public void close() {
    gate.reopen();
    server.stop(0);
  }
}
