package enrichment.providers.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import enrichment.providers.config.Setting;
import java.util.ArrayList;
import java.util.Optional;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** An expression in the language of jq 1.6. */
final class Jq {

  private static final Scope BUILT_IN = Scope.newEmptyScope();

  static {
    BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, BUILT_IN);
  }

  private final JsonQuery query;

  private Jq(JsonQuery query) {
    this.query = query;
  }

  /** Nothing where it is no expression; the problem is told. */
  static Optional<Jq> read(Setting setting) {
    return setting.text().flatMap(text -> compile(text, setting));
  }

  private static Optional<Jq> compile(String text, Setting setting) {
    try {
      var jq = new Jq(JsonQuery.compile(text, Versions.JQ_1_6));
      jq.unknownName().ifPresent(message -> setting.refuse("cannot work: " + message));
      return Optional.of(jq);
    } catch (JsonQueryException e) {
      setting.refuse("is no jq expression (every if needs its else)");
      return Optional.empty();
    }
  }

  /** Names are looked up when they are come upon, which a first run tells of most of them. */
  private Optional<String> unknownName() {
    try {
      run(NullNode.instance);
      return Optional.empty();
    } catch (JsonQueryException e) {
      return Optional.ofNullable(e.getMessage())
          .filter(message -> message.matches("(Function )?\\S+ (does not exist|is not defined)"));
    }
  }

  /** The first of its results; null if there is none. */
  JsonNode result(JsonNode answer) throws UnreadableAnswerException {
    try {
      return run(answer);
    } catch (JsonQueryException e) {
      throw new UnreadableAnswerException();
    }
  }

  /** A result that is a text or a number, as text; nothing where it is null or blank. */
  Optional<String> text(JsonNode answer) throws UnreadableAnswerException {
    return textOf(result(answer));
  }

  /** Like {@link #text}; nothing where it is anything else, too. */
  Optional<String> textIfAny(JsonNode answer) {
    try {
      return text(answer);
    } catch (UnreadableAnswerException e) {
      return Optional.empty();
    }
  }

  static Optional<String> textOf(JsonNode result) throws UnreadableAnswerException {
    if (result.isNull()) {
      return Optional.empty();
    }
    if (!result.isTextual() && !result.isNumber()) {
      throw new UnreadableAnswerException();
    }
    return Optional.of(result.asText().strip()).filter(text -> !text.isEmpty());
  }

  /** Whether the result is the boolean true. */
  boolean isTrue(JsonNode answer) {
    try {
      return run(answer).booleanValue();
    } catch (JsonQueryException e) {
      return false;
    }
  }

  private JsonNode run(JsonNode input) throws JsonQueryException {
    var results = new ArrayList<JsonNode>();
    try {
      query.apply(Scope.newChildScope(BUILT_IN), input, results::add);
    } catch (RuntimeException e) {
      // Whatever else an expression stumbles over in an answer that nobody has seen before.
      throw new JsonQueryException(e);
    }
    return results.isEmpty() ? NullNode.instance : results.getFirst();
  }
}
