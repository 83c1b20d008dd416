package enrichment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** Files of people who are told apart by the column {@code row}, and what must come of them. */
public final class PeopleCsv {

  private static final CSVFormat WITH_HEADER =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  public static Path write(Path file, int rows) {
    try (var csv = Files.newBufferedWriter(file)) {
      csv.write("first_name,last_name,domain,row,note\r\n");
      for (var row = 0; row < rows; row++) {
        csv.write(
            "Ada,Lovelace %d,company-%d.example,%d,\"a, \"\"b\"\"\"\r\n".formatted(row, row, row));
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every row was taken on once, and stands in the results once, in order, with its own result. */
  public static void assertEachRowOnceAndInOrder(StubApi api, Path results, int rows)
      throws IOException {
    assertThat(api.accepted()).as("taken on once each").hasSize(rows).containsOnly(1);
    assertResultsOf(results, IntStream.range(0, rows).toArray());
  }

  public static void assertResultsOf(Path results, int... rows) throws IOException {
    try (var csv = CSVParser.parse(results, StandardCharsets.UTF_8, WITH_HEADER)) {
      assertThat(csv.getHeaderNames())
          .startsWith("first_name", "last_name", "domain", "row", "note", "status", "email");
      var next = 0;
      for (var result : csv) {
        assertThat(next).as("more results than rows").isLessThan(rows.length);
        var row = rows[next++];
        if (!result.get("row").equals(String.valueOf(row))
            || !result.get("last_name").equals("Lovelace " + row)
            || !result.get("note").equals("a, \"b\"")
            || !result.get("status").equals("finished")
            || !result.get("phone").equals("+12025550123;+12025550124")
            || !result
                .get("email")
                .equals(row % 5 == 4 ? "" : "row%d@found.example".formatted(row))) {
          throw new AssertionError("Row %d has come out as %s".formatted(row, result));
        }
      }
      assertThat(next).as("results").isEqualTo(rows.length);
    }
  }

  private PeopleCsv() {}
}
