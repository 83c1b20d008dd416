package enrichment.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenEmailTest {

  private static final String TABLE = "written-emails.csv";

  private static final Pattern CHARACTER = Pattern.compile("\\{([0-9a-f]{4})}");

  record Row(String written, Optional<String> address, String why) {}

  @ParameterizedTest
  @MethodSource("table")
  void readsWhatTheTableSays(Row row) {
    assertEquals(row.address(), WrittenEmail.read(row.written()), row.why());
  }

  @Test
  void readingTwiceIsReadingOnce() {
    var random = new Random(1);
    var pieces = table().stream().map(Row::written).toList();
    for (var i = 0; i < 100_000; i++) {
      var written = new StringBuilder();
      for (var n = random.nextInt(3); n >= 0; n--) {
        var piece = pieces.get(random.nextInt(pieces.size()));
        var from = random.nextInt(piece.length() + 1);
        written.append(piece, from, from + random.nextInt(piece.length() + 1 - from));
      }
      var once = WrittenEmail.read(written.toString());
      assertEquals(once, once.flatMap(WrittenEmail::read), written.toString());
    }
  }

  /** What stands around an address may be of any length; the stack is not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"", " ", "mailto:", "%20", "&quot;", "(", "- ", "1) ", "<b>", "ada.", ".", "@", "%25"
      })
  void noTextIsTooLongToRead(String piece) {
    assertEquals(Optional.empty(), WrittenEmail.read(piece.repeat(100_000) + "ada@acme.example"));
    assertEquals(Optional.empty(), WrittenEmail.read("ada@acme.example" + piece.repeat(100_000)));
  }

  private static String character(MatchResult code) {
    return Character.toString(Integer.parseInt(code.group(1), 16));
  }

  private static List<Row> table() {
    try (var table = WrittenEmailTest.class.getResourceAsStream(TABLE)) {
      assertNotNull(table, TABLE);
      var rows = new ArrayList<Row>();
      for (var line : new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.startsWith("#")) {
          var cells = line.split("\\|", -1);
          rows.add(
              new Row(
                  CHARACTER.matcher(cells[0]).replaceAll(WrittenEmailTest::character),
                  Optional.of(cells[1]).filter(cell -> !cell.isEmpty()),
                  cells[2]));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
