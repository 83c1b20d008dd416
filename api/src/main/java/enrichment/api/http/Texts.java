package enrichment.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.IntPredicate;

/** Which text is taken on. PostgreSQL cannot store NUL, and UTF-8 has no lone surrogates. */
public final class Texts {

  /** Without white space at its ends; unlike {@link String#strip}, no-break spaces are some. */
  public static String trim(String text) {
    var start = 0;
    var end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  public static boolean isOneLine(String text) {
    return allows(text, Character::isISOControl);
  }

  /** The names and strings in a JSON value: several lines, and tabs, are the client's own. */
  public static boolean isStorable(JsonNode value) {
    if (value.isTextual()) {
      return isStorable(value.textValue());
    }
    for (var member : value.properties()) {
      if (!isStorable(member.getKey())) {
        return false;
      }
    }
    for (var child : value) {
      if (!isStorable(child)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isStorable(String text) {
    return allows(text, c -> Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r');
  }

  /** Whether the text has neither a forbidden character nor half a surrogate pair. */
  private static boolean allows(String text, IntPredicate forbidden) {
    return text.codePoints()
        .noneMatch(c -> forbidden.test(c) || Character.getType(c) == Character.SURROGATE);
  }

  private Texts() {}
}
