package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import enrichment.api.Contract.Operation;
import enrichment.api.http.Json;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds an answer against the contract: its status, content type, body and headers. */
final class AnswerCheck {

  /** What HTTP itself adds to answers, and the contract need not speak of. */
  private static final Set<String> OF_HTTP =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "date",
          "transfer-encoding",
          "vary");

  private final String request;
  private final HttpResponse<String> answer;

  private AnswerCheck(String request, HttpResponse<String> answer) {
    this.request = request;
    this.answer = answer;
  }

  /**
   * @throws AssertionError when the contract does not know such an answer
   */
  static void check(String method, URI uri, HttpResponse<String> answer) {
    var check = new AnswerCheck(method + " " + uri.getRawPath(), answer);
    var asked = method.equals("HEAD") ? "GET" : method;
    var operation = Contract.operationAt(asked, uri.getRawPath());
    if (operation.isPresent()) {
      check.checkAnswer(operation.get(), method.equals("HEAD"));
    } else {
      check.checkRefusal(uri);
    }
  }

  private void checkAnswer(Operation operation, boolean withoutBody) {
    var response =
        Contract.resolve(
            operation.node().get("responses").path(String.valueOf(answer.statusCode())));
    assertThat(response.isMissingNode()).as(told("the status is not documented")).isFalse();
    checkHeaders(response.path("headers"));
    var content = response.path("content");
    if (content.isEmpty()) {
      assertThat(answer.body()).as(told("no body is documented")).isEmpty();
    } else if (!withoutBody) {
      var media = content.path(contentType());
      assertThat(media.isMissingNode()).as(told("the content type is not documented")).isFalse();
      if (contentType().endsWith("json")) {
        assertThat(Contract.violations(media.get("schema"), json())).as(told("the body")).isEmpty();
      }
    }
  }

  /** There is no such operation: the path does not exist, or has other methods. */
  private void checkRefusal(URI uri) {
    var methods =
        Contract.operations().stream()
            .map(Operation::method)
            .filter(method -> Contract.operationAt(method, uri.getRawPath()).isPresent())
            .collect(Collectors.toSet());
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    assertThat(answer.statusCode()).as(told("")).isEqualTo(methods.isEmpty() ? 404 : 405);
    assertThat(answer.headers().firstValue("Allow").map(allow -> Set.of(allow.split(", "))))
        .as(told("Allow"))
        .isEqualTo(Optional.of(methods).filter(some -> !some.isEmpty()));
    if (!answer.body().isEmpty()) {
      assertThat(contentType()).as(told("")).isEqualTo("application/problem+json");
    }
  }

  private void checkHeaders(JsonNode documented) {
    var names =
        documented.properties().stream()
            .map(header -> header.getKey().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    assertThat(answer.headers().map().keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)))
        .as(told("the headers"))
        .allMatch(name -> names.contains(name) || OF_HTTP.contains(name));
    for (var entry : documented.properties()) {
      var header = Contract.resolve(entry.getValue());
      var value = answer.headers().firstValue(entry.getKey()).orElse(null);
      if (value == null) {
        assertThat(header.path("required").asBoolean())
            .as(told("the header " + entry.getKey() + " is required"))
            .isFalse();
      } else {
        assertThat(Contract.violations(header.get("schema"), typed(header, value)))
            .as(told("the header " + entry.getKey()))
            .isEmpty();
      }
    }
  }

  private static JsonNode typed(JsonNode header, String value) {
    return header.at("/schema/type").asText().equals("integer") && value.matches("[0-9]{1,9}")
        ? IntNode.valueOf(Integer.parseInt(value))
        : TextNode.valueOf(value);
  }

  private String contentType() {
    var value = answer.headers().firstValue("Content-Type").orElse("");
    return value.split(";", 2)[0].strip();
  }

  private JsonNode json() {
    try {
      return Json.MAPPER.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(told("the body is not JSON"), e);
    }
  }

  private String told(String what) {
    return "%s was answered with %d %s: %s"
        .formatted(request, answer.statusCode(), answer.body(), what);
  }
}
