package enrichment.cli.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The columns of a list of JSON objects, printed with their cells in line. */
public final class Table {

  private record Column(String heading, String pointer) {}

  private final List<Column> columns = new ArrayList<>();

  /**
   * @param pointer a JSON pointer to the cell, from the object
   */
  public Table with(String heading, String pointer) {
    columns.add(new Column(heading, pointer));
    return this;
  }

  public String of(Iterable<JsonNode> items) {
    var lines = new ArrayList<List<String>>();
    lines.add(columns.stream().map(Column::heading).toList());
    for (var item : items) {
      lines.add(columns.stream().map(column -> cell(item.at(column.pointer()))).toList());
    }
    return aligned(lines);
  }

  /** Names and values, one pair a line. */
  public static String ofMembers(JsonNode object) {
    var lines = new ArrayList<List<String>>();
    addMembers(lines, "", object);
    return aligned(lines);
  }

  private static void addMembers(List<List<String>> lines, String prefix, JsonNode object) {
    for (var member : object.properties()) {
      var name = prefix + member.getKey();
      if (member.getValue().isObject() && !member.getValue().isEmpty()) {
        addMembers(lines, name + ".", member.getValue());
      } else {
        lines.add(List.of(name, cell(member.getValue())));
      }
    }
  }

  private static String cell(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "-";
    }
    if (value.isArray()) {
      return value.isEmpty()
          ? "-"
          : String.join(
              ", ", StreamSupport.stream(value.spliterator(), false).map(Table::cell).toList());
    }
    var text = Texts.printable(value.isTextual() ? value.textValue() : value.toString());
    return text.isEmpty() ? "-" : text;
  }

  private static String aligned(List<List<String>> lines) {
    var text = new StringBuilder();
    for (var line : lines) {
      var row = new StringBuilder();
      for (var column = 0; column < line.size(); column++) {
        row.append(line.get(column));
        row.append(" ".repeat(width(lines, column) - width(line.get(column)) + 2));
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> lines, int column) {
    return lines.stream().mapToInt(line -> width(line.get(column))).max().orElse(0);
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
