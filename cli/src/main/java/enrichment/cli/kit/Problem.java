package enrichment.cli.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An answer that is an error: RFC 9457 where it comes from the service, and whatever else where it
 * comes from something in between.
 *
 * @param slug the last part of its type; empty when it has none
 * @param errors what is wrong with which member of the body
 */
public record Problem(int status, String slug, String sentence, List<FieldProblem> errors) {

  private static final String TYPES = "urn:enrichment:problem:";
  private static final int MOST_ERRORS_TOLD = 10;

  /**
   * @param pointer a JSON pointer (RFC 6901)
   */
  public record FieldProblem(String pointer, String detail) {}

  static Problem of(int status, byte[] body) {
    var document = parse(body);
    var type = document.path("type").asText();
    var slug = type.startsWith(TYPES) ? type.substring(TYPES.length()) : "";
    var errors = new ArrayList<FieldProblem>();
    for (var error : document.path("errors")) {
      errors.add(
          new FieldProblem(
              Texts.printable(error.path("pointer").asText()),
              Texts.printable(error.path("detail").asText())));
    }
    return new Problem(status, slug, sentence(status, document, errors), List.copyOf(errors));
  }

  private static JsonNode parse(byte[] body) {
    try {
      return Json.parse(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private static String sentence(int status, JsonNode document, List<FieldProblem> errors) {
    var detail = Texts.printable(document.path("detail").asText());
    var title = Texts.printable(document.path("title").asText());
    var what = errors.isEmpty() ? firstOf(detail, title) : firstOf(title, detail);
    if (what.isEmpty()) {
      return "The server answered with the status %d.".formatted(status);
    }
    if (errors.isEmpty()) {
      return what;
    }
    return what
        + ": "
        + errors.stream()
            .limit(MOST_ERRORS_TOLD)
            .map(error -> error.pointer() + " " + error.detail())
            .collect(Collectors.joining("; "))
        + (errors.size() > MOST_ERRORS_TOLD
            ? "; and %d more".formatted(errors.size() - MOST_ERRORS_TOLD)
            : "")
        + ".";
  }

  private static String firstOf(String preferred, String otherwise) {
    return preferred.isEmpty() ? otherwise : preferred;
  }
}
