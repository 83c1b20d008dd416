package enrichment.providers.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares a request with what a suite says of it. */
final class ExpectedRequest {

  /** What differs; nothing where it is the one. */
  static List<String> differences(JsonNode expected, HttpExchange actual) throws IOException {
    var differences = new ArrayList<String>();
    var body = new String(actual.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var uri = actual.getRequestURI();
    var usualMethod = expected.has("body") || expected.has("form") ? "POST" : "GET";
    compare(
        differences,
        "method",
        expected.path("method").asText(usualMethod),
        actual.getRequestMethod());
    compare(differences, "path", expected.path("path").asText("/"), uri.getRawPath());
    compare(differences, "query", texts(expected.path("query")), pairs(uri.getRawQuery()));
    expected
        .path("headers")
        .properties()
        .forEach(
            header ->
                compare(
                    differences,
                    "header " + header.getKey(),
                    header.getValue().asText(),
                    String.valueOf(actual.getRequestHeaders().getFirst(header.getKey()))));
    if (expected.has("form")) {
      compare(differences, "form", texts(expected.get("form")), pairs(body));
    } else if (expected.has("body")) {
      compare(differences, "body", expected.get("body"), SuiteYaml.MAPPER.readTree(body));
    } else {
      compare(differences, "body", "", body);
    }
    return differences;
  }

  private static void compare(
      List<String> differences, String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      differences.add(": " + what + " is " + actual + ", not " + expected);
    }
  }

  private static Map<String, String> texts(JsonNode node) {
    var texts = new TreeMap<String, String>();
    node.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  private static Map<String, String> pairs(String encoded) {
    var pairs = new TreeMap<String, String>();
    for (var pair : encoded == null || encoded.isEmpty() ? new String[0] : encoded.split("&")) {
      var parts = pair.split("=", 2);
      pairs.merge(decoded(parts[0]), decoded(parts[1]), (one, other) -> one + " and " + other);
    }
    return pairs;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private ExpectedRequest() {}
}
