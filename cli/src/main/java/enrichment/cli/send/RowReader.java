package enrichment.cli.send;

import com.fasterxml.jackson.databind.node.ObjectNode;
import enrichment.cli.kit.Json;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes a contact of a row, by the rules of the API as far as a client can know them. A reason to
 * reject one names columns, never what stands in them.
 */
final class RowReader {

  private static final int MAX_CUSTOM_BYTES = 4096;

  private final Columns columns;
  private final EnrichmentType type;

  RowReader(Columns columns, EnrichmentType type) {
    this.columns = columns;
    this.type = type;
  }

  Row read(long line, List<String> fields) {
    if (fields.size() != columns.headings().size()) {
      return Row.rejected(
          line,
          fields,
          "has %d fields, the header has %d".formatted(fields.size(), columns.headings().size()));
    }
    var contact = Json.object();
    for (var field : Field.values()) {
      var value = trim(columns.value(field, fields));
      var reason = value.isEmpty() ? null : reasonAgainst(value, field);
      if (reason != null) {
        return Row.rejected(line, fields, field.heading() + " " + reason);
      }
      if (!value.isEmpty()) {
        contact.put(field.member(), value);
      }
    }
    var reason = missing(contact);
    if (reason == null) {
      reason = addCustom(contact, fields);
    }
    return reason == null ? Row.contact(line, fields, contact) : Row.rejected(line, fields, reason);
  }

  private static @Nullable String reasonAgainst(String value, Field field) {
    if (has(value, Character::isISOControl)) {
      return "has a character that is no text";
    }
    if (has(value, c -> c == '\uFFFD')) {
      return "is not in UTF-8";
    }
    return value.codePointCount(0, value.length()) > field.longest()
        ? "is longer than %,d characters".formatted(field.longest())
        : null;
  }

  private @Nullable String missing(ObjectNode contact) {
    for (var name : List.of(Field.FIRST_NAME, Field.LAST_NAME)) {
      if (!contact.has(name.member())) {
        return name.heading() + " is missing";
      }
    }
    if (type == EnrichmentType.EMAIL) {
      return contact.has(Field.DOMAIN.member()) || contact.has(Field.COMPANY_NAME.member())
          ? null
          : "domain or company_name is missing";
    }
    return contact.has(Field.LINKEDIN_URL.member()) ? null : "linkedin_url is missing";
  }

  private @Nullable String addCustom(ObjectNode contact, List<String> fields) {
    if (columns.custom().isEmpty()) {
      return null;
    }
    var custom = contact.putObject("custom");
    for (Map.Entry<String, Integer> column : columns.custom().entrySet()) {
      var value = fields.get(column.getValue());
      if (has(value, c -> Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r')) {
        return column.getKey() + " has a character that is no text";
      }
      if (has(value, c -> c == '\uFFFD')) {
        return column.getKey() + " is not in UTF-8";
      }
      custom.put(column.getKey(), value);
    }
    return Json.bytes(custom).length > MAX_CUSTOM_BYTES
        ? "the columns for custom are longer than 4,096 bytes together"
        : null;
  }

  private static boolean has(String text, IntPredicate character) {
    return text.chars().anyMatch(character);
  }

  /** As the API does: no-break spaces are white space too. */
  private static String trim(String text) {
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
}
