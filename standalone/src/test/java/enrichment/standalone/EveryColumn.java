package enrichment.standalone;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** All that a database holds, whatever tables and columns it has or will have. */
final class EveryColumn {

  private static final String COLUMNS =
      """
      select c.table_name, c.column_name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where t.table_type = 'BASE TABLE'
        and t.table_schema not in ('pg_catalog', 'information_schema')
      order by 1, 2
      """;

  /** Where the hashes of people are that are not to outlive them. */
  private static final List<String> HASHES =
      List.of(
          "select unnest(identities) from contact",
          "select person_key from contact",
          "select person_key from person_lookup",
          "select address from lookup");

  private final DataSource database;

  EveryColumn(DataSource database) {
    this.database = database;
  }

  /** The columns that have something of a person in them, as {@code table.column: what}. */
  Set<String> withCanaries(Set<String> hashes) throws SQLException {
    var found = new TreeSet<String>();
    for (var column : texts().entrySet()) {
      for (var text : column.getValue()) {
        Canaries.ofAPersonIn(text + decoded(text))
            .forEach(canary -> found.add(column.getKey() + ": " + canary));
        hashes.stream()
            .filter(text::contains)
            .forEach(hash -> found.add(column.getKey() + ": a hash"));
      }
    }
    return found;
  }

  /** In hexadecimal, as PostgreSQL writes them. */
  Set<String> hashes() throws SQLException {
    var hashes = new LinkedHashSet<String>();
    try (var connection = database.getConnection()) {
      for (var query : HASHES) {
        hashes.addAll(
            texts(connection, "select encode(h, 'hex') from (" + query + ") as of_people (h)"));
      }
    }
    return hashes;
  }

  int count() throws SQLException {
    return texts().size();
  }

  private Map<String, List<String>> texts() throws SQLException {
    var texts = new HashMap<String, List<String>>();
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var columns = statement.executeQuery(COLUMNS)) {
      while (columns.next()) {
        var table = columns.getString(1);
        var column = columns.getString(2);
        texts.put(
            table + "." + column,
            texts(connection, "select \"%s\"::text from \"%s\"".formatted(column, table)));
      }
    }
    return texts;
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return texts(rows);
    }
  }

  private static List<String> texts(ResultSet rows) throws SQLException {
    var texts = new ArrayList<String>();
    while (rows.next()) {
      var text = rows.getString(1);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** The bytes of {@code bytea}, alone or in an array, as text. */
  private static String decoded(String text) {
    return Pattern.compile("\\\\x((?:[0-9a-f]{2})+)")
        .matcher(text)
        .results()
        .map(match -> HexFormat.of().parseHex(match.group(1)))
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
        .collect(Collectors.joining("\n", "\n", ""));
  }
}
