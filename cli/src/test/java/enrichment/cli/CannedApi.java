package enrichment.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers as it is told, and remembers what it was asked. */
final class CannedApi implements AutoCloseable {

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Answer> answers = new LinkedHashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  private CannedApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var target = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            var key =
                headers.containsKey("X-API-KEY")
                    ? headers.getFirst("X-API-KEY")
                    : headers.getFirst("Authorization");
            requests.add((target + " " + body).strip() + " [" + key + "]");
            var answer =
                answers.getOrDefault(
                    target,
                    new Answer(
                        404,
                        "{\"title\": \"Not found\", \"detail\": \"There is no such resource.\"}"));
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  static CannedApi start() throws IOException {
    return new CannedApi();
  }

  /**
   * @param target method, path and query
   */
  CannedApi answering(String target, int status, String body) {
    answers.put(target, new Answer(status, body));
    return this;
  }

  /** Method, target, body, and in brackets the key. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
