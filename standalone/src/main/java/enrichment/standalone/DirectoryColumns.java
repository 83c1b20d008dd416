package enrichment.standalone;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/**
 * Where each field stands in the rows of a file. Order is free, unknown columns are ignored, names
 * are compared without case; {@code first_name}, {@code last_name}, one column to find people by
 * and one column of data must be there.
 */
final class DirectoryColumns {
  /** The columns, by their names and the other names they may have. */
  enum Column {
    LINKEDIN_URL("linkedin_url", "linkedin"),
    FIRST_NAME("first_name", "firstname"),
    LAST_NAME("last_name", "lastname"),
    DOMAIN("domain"),
    COMPANY_NAME("company_name", "company"),
    EMAIL("email"),
    EMAIL_STATUS("email_status"),
    PERSONAL_EMAIL("personal_email"),
    PERSONAL_EMAIL_STATUS("personal_email_status"),
    PHONES("phones");

    private final List<String> headings;

    Column(String... headings) {
      this.headings = List.of(headings);
    }

    String heading() {
      return headings.getFirst();
    }
  }

  private final Map<Column, Integer> positions;
  private final int width;

  private DirectoryColumns(Map<Column, Integer> positions, int width) {
    this.positions = positions;
    this.width = width;
  }

  /**
   * @throws DirectoryRowException if a mandatory column is missing or one is there twice
   */
  static DirectoryColumns of(CSVRecord header) {
    Map<Column, Integer> positions = new EnumMap<>(Column.class);
    for (int position = 0; position < header.size(); position++) {
      String heading = header.get(position).strip().toLowerCase(Locale.ROOT);
      for (Column column : Column.values()) {
        if (column.headings.contains(heading) && positions.put(column, position) != null) {
          throw new DirectoryRowException(
              "the header has the column " + column.heading() + " twice");
        }
      }
    }
    requireOneOf(positions, Column.FIRST_NAME);
    requireOneOf(positions, Column.LAST_NAME);
    requireOneOf(positions, Column.LINKEDIN_URL, Column.DOMAIN, Column.COMPANY_NAME);
    requireOneOf(positions, Column.EMAIL, Column.PERSONAL_EMAIL, Column.PHONES);
    return new DirectoryColumns(positions, header.size());
  }

  /** How many fields every row must have. */
  int width() {
    return width;
  }

  /** The field without space around it; empty where the file has no such column. */
  String value(CSVRecord row, Column column) {
    Integer position = positions.get(column);
    return position == null ? "" : row.get(position).strip();
  }

  private static void requireOneOf(Map<Column, Integer> positions, Column... columns) {
    List<Column> any = List.of(columns);
    if (any.stream().noneMatch(positions::containsKey)) {
      throw new DirectoryRowException(
          "the header lacks the column "
              + String.join(" or ", any.stream().map(Column::heading).toList())
              + "; columns are separated by commas");
    }
  }
}
