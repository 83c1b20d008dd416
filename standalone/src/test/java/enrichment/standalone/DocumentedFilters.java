package enrichment.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The list filters that docs/operate.md recommends, by what they show. */
final class DocumentedFilters {

  /** A row of two columns, the second of which is a filter. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|`]+) \\| `([^`]+)` \\|$");

  private static final String SECTION = "\n## In the web UI\n";

  static Map<String, String> read() throws IOException {
    var document = Files.readString(Path.of("../docs/operate.md"));
    var begin = document.indexOf(SECTION) + SECTION.length();
    var section = document.substring(begin, document.indexOf("\n## ", begin));
    var filters = new LinkedHashMap<String, String>();
    ROW.matcher(section).results().forEach(row -> filters.put(row.group(1), row.group(2)));
    return filters;
  }

  private DocumentedFilters() {}
}
