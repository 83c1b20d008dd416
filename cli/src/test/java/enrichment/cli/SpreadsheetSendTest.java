package enrichment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.cli.kit.ExitCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the client writes, opened in a spreadsheet: nothing of the input is a formula there. */
@Timeout(60)
class SpreadsheetSendTest {

  private static final List<String> CELLS =
      List.of(
          "=cmd|' /C calc'!A0",
          "+1+cmd|' /C calc'!A0",
          "-2+3+cmd|' /C calc'!A0",
          "@SUM(1+1)*cmd|' /C calc'!A0",
          "\t=1+1",
          "\r\n=1+1",
          "  =1+1",
          "\"=1+1",
          "\uFF1D1+1",
          "Ada;=1+1",
          "Ada\n@SUM(1)",
          "+33612345678",
          "-5",
          "O'Neil");

  @TempDir private Path folder;

  @Test
  void writesNoFormula() throws Exception {
    var people = people(folder.resolve("people.csv"));
    var results = folder.resolve("results.csv");
    var rejects = folder.resolve("rejects.csv");
    send(people, results, "--rejects", rejects.toString());
    for (var file : List.of(results, rejects)) {
      assertThat(cells(file).flatMap(List::stream)).noneMatch(SpreadsheetSendTest::isFormula);
      assertThat(Files.readString(file).split("[;\t\r\n]"))
          .noneMatch(SpreadsheetSendTest::isFormula);
    }
    assertThat(cells(results).map(row -> row.get(4)).skip(1)).contains("+33612345678", "-5");
    assertThat(cells(results).findFirst().orElseThrow()).contains("'=heading", "phone");
  }

  @Test
  void growsNoApostrophesWhenAFileGoesThroughTwice() throws Exception {
    var once = folder.resolve("once.csv");
    var twice = folder.resolve("twice.csv");
    send(people(folder.resolve("people.csv")), once);
    send(once, twice);
    var width = 6;
    assertThat(cells(twice).map(row -> row.subList(0, width)).toList())
        .isEqualTo(cells(once).map(row -> row.subList(0, width)).toList());
  }

  @Test
  void writesTheInputAsItIsWhenAskedTo() throws Exception {
    var results = folder.resolve("results.csv");
    send(people(folder.resolve("people.csv")), results, "--raw");
    assertThat(cells(results).map(row -> row.get(4)).skip(1)).containsExactlyElementsOf(CELLS);
    assertThat(cells(results).findFirst().orElseThrow()).contains("=heading");
  }

  @Test
  void writesAByteOrderMarkWhenAskedTo() throws Exception {
    var people = people(folder.resolve("people.csv"));
    var results = folder.resolve("results.csv");
    var rejects = folder.resolve("rejects.csv");
    send(people, results, "--bom", "--rejects", rejects.toString());
    assertThat(Files.readString(results)).startsWith("\uFEFFfirst_name,");
    assertThat(Files.readString(rejects)).startsWith("\uFEFFline,");
  }

  @Test
  void goesOnOnlyAsItBegan() throws Exception {
    var people = PeopleCsv.write(folder.resolve("people.csv"), 250);
    var results = folder.resolve("results.csv").toString();
    try (var api = StubApi.start(250).withCredits(100)) {
      var command = new String[] {"send", people.toString(), "--type", "email", "--out", results};
      var raw = Stream.concat(Arrays.stream(command), Stream.of("--raw")).toArray(String[]::new);
      assertThat(CliRun.of(api.url(), StubApi.KEY, CliRun.QUICK, raw).exitCode())
          .isEqualTo(ExitCodes.LEFT_TO_DO);
      api.grant(500);
      var other = CliRun.of(api.url(), StubApi.KEY, CliRun.QUICK, command);
      assertThat(other.exitCode()).isEqualTo(ExitCodes.FAILED);
      assertThat(other.err()).contains("--raw changed since");
      assertThat(CliRun.of(api.url(), StubApi.KEY, CliRun.QUICK, raw).exitCode())
          .isEqualTo(ExitCodes.DONE);
    }
  }

  private void send(Path people, Path results, String... more) throws IOException {
    try (var api = StubApi.start(CELLS.size())) {
      var arguments =
          Stream.concat(
              Stream.of("send", people.toString(), "--type", "email", "--out", results.toString()),
              Arrays.stream(more));
      var run = CliRun.of(api.url(), StubApi.KEY, CliRun.QUICK, arguments.toArray(String[]::new));
      assertThat(run.exitCode()).as(run.err()).isIn(ExitCodes.DONE, ExitCodes.LEFT_TO_DO);
      assertThat(cells(results)).hasSize(CELLS.size() + 1);
    }
  }

  /** A row a cell, and one that is rejected, for it has no last name. */
  private static Path people(Path file) throws IOException {
    try (var csv =
        new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), CSVFormat.RFC4180)) {
      csv.printRecord("first_name", "last_name", "domain", "row", "note", "=heading");
      for (var row = 0; row < CELLS.size(); row++) {
        var name = CELLS.get(row).chars().anyMatch(Character::isISOControl) ? "A" : CELLS.get(row);
        csv.printRecord(name, "Lovelace", "a.example", row, CELLS.get(row), "x");
      }
      csv.printRecord("=1+1", "", "a.example", 0, "@SUM(1)", "x");
    }
    return file;
  }

  private static Stream<List<String>> cells(Path file) throws IOException {
    try (var csv = CSVParser.parse(file, StandardCharsets.UTF_8, CSVFormat.RFC4180)) {
      return csv.getRecords().stream().map(row -> row.toList());
    }
  }

  private static boolean isFormula(String cell) {
    var seen = cell.replaceFirst("^[\\s\"\uFEFF]+", "");
    return seen.matches("(?s)[=+\\-@\uFF1D].*") && !seen.matches("(?s)[+-]\\d+([,;].*)?");
  }
}
