package enrichment.cli.send;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What stands where in the rows of a file. Order is free and names are compared without case; every
 * column that is none of a contact's fields is a member of its {@code custom}, except those without
 * a name.
 */
final class Columns {

  private final List<String> headings;
  private final Map<Field, Integer> fields = new EnumMap<>(Field.class);
  private final Map<String, Integer> custom = new LinkedHashMap<>();

  /**
   * @throws UnusableFileException when a column that the type needs is missing, or one is there
   *     twice
   */
  Columns(List<String> headings, EnrichmentType type) {
    this.headings = List.copyOf(headings);
    for (var position = 0; position < headings.size(); position++) {
      place(headings.get(position).strip(), position);
    }
    requireOneOf(Field.FIRST_NAME);
    requireOneOf(Field.LAST_NAME);
    if (type == EnrichmentType.EMAIL) {
      requireOneOf(Field.DOMAIN, Field.COMPANY_NAME);
    } else {
      requireOneOf(Field.LINKEDIN_URL);
    }
  }

  private void place(String heading, int position) {
    if (heading.isEmpty()) {
      return;
    }
    for (var field : Field.values()) {
      if (field.isCalled(heading.toLowerCase(Locale.ROOT))) {
        if (fields.put(field, position) != null) {
          throw twice(field.heading());
        }
        return;
      }
    }
    if (custom.put(heading, position) != null) {
      throw twice(heading);
    }
  }

  private static UnusableFileException twice(String heading) {
    return new UnusableFileException(1, "the header has the column %s twice".formatted(heading));
  }

  private void requireOneOf(Field... any) {
    if (List.of(any).stream().noneMatch(fields::containsKey)) {
      throw new UnusableFileException(
          1,
          "the header lacks the column %s; columns are separated by commas"
              .formatted(String.join(" or ", List.of(any).stream().map(Field::heading).toList())));
    }
  }

  List<String> headings() {
    return headings;
  }

  /** The position of each column of {@code custom}, by its name. */
  Map<String, Integer> custom() {
    return custom;
  }

  /** Empty where the file has no such column. */
  String value(Field field, List<String> row) {
    var position = fields.get(field);
    return position == null ? "" : row.get(position);
  }
}
