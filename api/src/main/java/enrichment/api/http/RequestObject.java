package enrichment.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One object of a request, read member by member. What is wrong is told to {@link Problems}, and
 * the value is absent then. A member that is null, or a blank string, counts as missing.
 */
public final class RequestObject {

  private static final int MAX_CUSTOM_BYTES = 4096;

  private final JsonNode node;
  private final String pointer;
  private final Map<String, String> customTexts;
  private final Problems problems;

  public RequestObject(
      JsonNode node, String pointer, Map<String, String> customTexts, Problems problems) {
    this.node = node;
    this.pointer = pointer;
    this.customTexts = customTexts;
    this.problems = problems;
  }

  /** The names of all members but one. They are the client's: as JSON pointers need them. */
  public List<String> membersBut(String member) {
    return node.properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> !name.equals(member))
        .map(name -> name.replace("~", "~0").replace("/", "~1"))
        .toList();
  }

  public boolean isMissing(String member) {
    var value = node.path(member);
    return value.isMissingNode() || value.isNull() || isBlank(member);
  }

  public boolean isBlank(String member) {
    var value = node.path(member);
    return value.isTextual() && Texts.trim(value.textValue()).isEmpty();
  }

  public void broken(String member, String detail) {
    problems.broken(at(member), detail);
  }

  public @Nullable String requiredText(String member, int maxLength) {
    if (isMissing(member)) {
      broken(member, "is required");
    }
    return text(member, maxLength);
  }

  /** A string without white space at its ends, of at most so many characters. */
  public @Nullable String text(String member, int maxLength) {
    if (isMissing(member)) {
      return null;
    }
    var value = ofType(JsonNodeType.STRING, "a string", node.get(member), at(member));
    if (value == null) {
      return null;
    }
    var text = Texts.trim(value.textValue());
    if (!Texts.isOneLine(text)) {
      broken(member, "must not have control characters or unpaired surrogates");
      return null;
    }
    if (text.codePointCount(0, text.length()) > maxLength) {
      broken(member, "must have at most %d characters".formatted(maxLength));
      return null;
    }
    return text;
  }

  /** The strings of an array. */
  public @Nullable List<String> texts(String member, int maxItems) {
    var items = items(member);
    if (items == null) {
      return null;
    }
    if (items.size() > maxItems) {
      broken(member, "must have at most %d items".formatted(maxItems));
      return null;
    }
    var texts = new ArrayList<String>();
    for (var i = 0; i < items.size(); i++) {
      var item = ofType(JsonNodeType.STRING, "a string", items.get(i), at(member) + "/" + i);
      if (item != null) {
        texts.add(Texts.trim(item.textValue()));
      }
    }
    return texts.size() == items.size() ? texts : null;
  }

  /** The objects of an array; of those beyond so many, nothing is read. */
  public @Nullable List<RequestObject> objects(String member, int min, int max) {
    var items = items(member);
    if (isMissing(member) || (items != null && (items.size() < min || items.size() > max))) {
      broken(member, "must have %d to %d items".formatted(min, max));
    }
    if (items == null) {
      return null;
    }
    var objects = new ArrayList<RequestObject>();
    for (var i = 0; i < Math.min(items.size(), max); i++) {
      var place = at(member) + "/" + i;
      var item = ofType(JsonNodeType.OBJECT, "an object", items.get(i), place);
      if (item != null) {
        objects.add(new RequestObject(item, place, customTexts, problems));
      }
    }
    return objects;
  }

  /** An integer in a range; absent when it is missing, which is no problem here. */
  public @Nullable Long integer(String member, long min, long max) {
    if (isMissing(member)) {
      return null;
    }
    var value = node.get(member);
    // 5.0 is an integer too (JSON Schema, section 6.1.1).
    if (!value.isNumber() || !value.canConvertToExactIntegral()) {
      problems.wrongType(at(member), "an integer");
      return null;
    }
    if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
      broken(member, "must be from %d to %d".formatted(min, max));
      return null;
    }
    return value.longValue();
  }

  public boolean flag(String member) {
    var value =
        isMissing(member)
            ? null
            : ofType(JsonNodeType.BOOLEAN, "true or false", node.get(member), at(member));
    return value != null && value.booleanValue();
  }

  /** The member {@code custom} as compact JSON text, its values as they were sent. */
  public @Nullable String custom() {
    var value = node.path("custom");
    if (value.isMissingNode()
        || value.isNull()
        || ofType(JsonNodeType.OBJECT, "an object", value, at("custom")) == null) {
      return null;
    }
    var text = customTexts.get(at("custom"));
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_CUSTOM_BYTES) {
      broken("custom", "must have at most 4,096 bytes as compact JSON");
      return null;
    }
    if (!Texts.isStorable(value)) {
      broken("custom", "must not have control characters or unpaired surrogates");
      return null;
    }
    return text;
  }

  private @Nullable JsonNode items(String member) {
    var value = node.path(member);
    return value.isMissingNode() || value.isNull()
        ? null
        : ofType(JsonNodeType.ARRAY, "an array", value, at(member));
  }

  private @Nullable JsonNode ofType(
      JsonNodeType type, String expected, JsonNode value, String place) {
    if (value.getNodeType() == type) {
      return value;
    }
    problems.wrongType(place, expected);
    return null;
  }

  private String at(String member) {
    return pointer + "/" + member;
  }
}
