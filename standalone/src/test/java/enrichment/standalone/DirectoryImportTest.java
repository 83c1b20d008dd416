package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.standalone.DirectoryImportReport.Refusal;
import enrichment.store.directory.DirectoryPerson;
import enrichment.store.directory.ImportCounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryImportTest {
  private static final String HEADER =
      "linkedin_url,first_name,last_name,domain,company_name,email,email_status,personal_email,"
          + "personal_email_status,phones\n";

  private final List<Integer> chunks = new ArrayList<>();
  private final List<DirectoryPerson> people = new ArrayList<>();
  private final DirectoryImport directoryImport =
      new DirectoryImport(
          chunk -> {
            chunks.add(chunk.size());
            people.addAll(chunk);
            return new ImportCounts(chunk.size(), 0);
          });

  @Test
  void readsEveryField() {
    DirectoryImportReport report =
        read(
            HEADER
                + "https://www.linkedin.com/in/ada,Ada,Lovelace,analytical.example,"
                + "\"Analytical, Engines \"\"& Co\"\"\",ada@analytical.example,catch-all,"
                + "ada@mailbox.example,valid,+442079460123; +12025550123;\n");

    assertThat(people)
        .containsExactly(
            new DirectoryPerson(
                "https://www.linkedin.com/in/ada",
                "Ada",
                "Lovelace",
                "analytical.example",
                "Analytical, Engines \"& Co\"",
                "ada@analytical.example",
                "catch-all",
                "ada@mailbox.example",
                "valid",
                List.of("+442079460123", "+12025550123")));
    assertThat(report)
        .isEqualTo(new DirectoryImportReport(new ImportCounts(1, 0), 0, List.of(), null));
    assertThat(report.isComplete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email,company,lastname,firstname\na@b.example,B,Lovelace,Ada\n",
        "\uFEFFFirst_Name,LAST_NAME,Company,Email\r\nAda,Lovelace,B,a@b.example\r\n",
        "shoe,firstname,lastname,company,email,x\n44,Ada,Lovelace,B,a@b.example,\n",
        " \"firstname\",lastname , company_name,email\nAda , Lovelace,\" B \",a@b.example",
      })
  void columnsComeInAnyOrderUnderEitherName(String csv) {
    DirectoryImportReport report = read(csv.replace(" \"firstname\"", "\"firstname\""));

    assertThat(report.isComplete()).as(report.text()).isTrue();
    assertThat(people)
        .containsExactly(
            new DirectoryPerson(
                null,
                "Ada",
                "Lovelace",
                null,
                "B",
                "a@b.example",
                "deliverable",
                null,
                "N/A",
                List.of()));
  }

  @Test
  void anEmailWithoutStatusCountsAsVerified() {
    read(
        "first_name,last_name,domain,email,personal_email\n"
            + "Ada,Lovelace,b.example,a@b.example,a@mailbox.example\n");

    assertThat(people.getFirst().emailStatus()).isEqualTo("deliverable");
    assertThat(people.getFirst().personalEmailStatus()).isEqualTo("valid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|the file is empty; the first line must name the columns",
        "last_name,domain,email|the header lacks the column first_name; columns are separated by"
            + " commas",
        "first_name,domain,email|the header lacks the column last_name; columns are separated by"
            + " commas",
        "first_name;last_name;domain;email|the header lacks the column first_name; columns are"
            + " separated by commas",
        "first_name,last_name,email|the header lacks the column linkedin_url or domain or"
            + " company_name; columns are separated by commas",
        "first_name,last_name,domain|the header lacks the column email or personal_email or"
            + " phones; columns are separated by commas",
        "first_name,firstname,last_name,domain,email|the header has the column first_name twice",
      })
  void aHeaderThatCannotBeUsedIsOneClearError(String csv, String reason) {
    DirectoryImportReport report = read(csv);

    assertThat(report.stopped()).isEqualTo(new Refusal(1, reason));
    assertThat(report.isComplete()).isFalse();
    assertThat(chunks).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",,L,b.example,,a@b.example,,,,|first_name is missing",
        ",Ada, ,b.example,,a@b.example,,,,|last_name is missing",
        ",Ada,L,,,a@b.example,,,,|needs a linkedin_url, or a name that can be read with a domain"
            + " or company_name",
        ",-,L,b.example,,a@b.example,,,,|needs a linkedin_url, or a name that can be read with a"
            + " domain or company_name",
        ",Ada,L,b.example,,,,,,|has neither email, personal_email nor phones",
        ",Ada,L,b.example,,,,,,;|has neither email, personal_email nor phones",
        "linkedin.com/company/b,Ada,L,b.example,,a@b.example,,,,|linkedin_url is no LinkedIn"
            + " profile",
        ",Ada,L,not a domain,,a@b.example,,,,|domain is no domain name",
        ",Ada,L,b.example,,a.b.example,,,,|email is no email address",
        ",Ada,L,b.example,,@b.example,,,,|email is no email address",
        ",Ada,L,b.example,,a@b,,,,|email is no email address",
        ",Ada,L,b.example,,a@b@b.example,,,,|email is no email address",
        ",Ada,L,b.example,,a..b@b.example,,,,|email is no email address",
        ",Ada,L,b.example,,a b@b.example,,,,|email is no email address",
        ",Ada,L,b.example,,a@b.example/x,,,,|email is no email address",
        ",Ada,L,b.example,,a***a@b.example,,,,|email is no email address",
        ",Ada,L,b.example,,email_not_unlocked@domain.com,,,,|email is no email address",
        ",Ada,L,b.example,,,,a@b.example;c@b.example,,|personal_email is no email address",
        ",Ada,L,b.example,,a@b.example,valid,,,|email_status is none of deliverable, catch-all,"
            + " N/A",
        ",Ada,L,b.example,,,,a@b.example,deliverable,|personal_email_status is none of valid,"
            + " catch-all, N/A",
        ",Ada,L,b.example,,,deliverable,,,+12025550123|email_status is given, its address is not",
        ",Ada,L,b.example,,,,,,0202 555 0123|phones are not all in E.164, such as +12025550123",
        ",Ada,L,b.example,,,,,,+12025550123;+0123456789|phones are not all in E.164, such as"
            + " +12025550123",
        ",Ada,L,b.example,,,,,,+1234567890123456|phones are not all in E.164, such as"
            + " +12025550123",
        ",Ada,L,b.example,,a@b.example,,,|has 9 fields, the header has 10",
        ",Ada,L,b.example,Engines, Ltd,a@b.example,,,,|has 11 fields, the header has 10",
        ",A\u0000da,L,b.example,,a@b.example,,,,|first_name has a character that is no text",
        ",A\uFFFDda,L,b.example,,a@b.example,,,,|first_name is not in UTF-8",
      })
  void aRowThatCannotBeUsedIsRefusedAndTheRestGoesOn(String row, String reason) {
    String good = ",Ada,Lovelace,b.example,,,,,,+12025550123\n";

    DirectoryImportReport report = read(HEADER + good + row + "\n" + good);

    assertThat(report.refusals()).containsExactly(new Refusal(3, reason));
    assertThat(report.counts().imported()).isEqualTo(2);
    assertThat(report.isComplete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 2, 0, 3, 5})
  void fieldsThatAreTooLongAreRefused(int column) {
    String[] fields = ",Ada,Lovelace,b.example,,,,,,+12025550123".split(",", -1);
    fields[column] = "x".repeat(501);

    DirectoryImportReport report = read(HEADER + String.join(",", fields) + "\n");

    assertThat(report.refusals())
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.reason()).contains(" is longer than "));
  }

  @Test
  void bytesThatAreNotUtf8RefuseTheirRow() {
    byte[] latin1 =
        (HEADER + ",Zo\u00eb,L,b.example,,a@b.example,,,,\n").getBytes(StandardCharsets.ISO_8859_1);

    assertThat(directoryImport.importFrom(new ByteArrayInputStream(latin1)).refusals())
        .containsExactly(new Refusal(2, "first_name is not in UTF-8"));
  }

  @Test
  void linesAreCountedAcrossEmptyOnesAndQuotedBreaks() {
    DirectoryImportReport report =
        read(
            HEADER
                + "\n\r\n,Ada,Lovelace,b.example,\"two\nlines\",a@b.example,,,,\n"
                + ",,,,,,,,,\n,Ada,Lovelace,b.example,,x,,,,\n");

    assertThat(report.refusals())
        .extracting(Refusal::line)
        .as(report.text())
        .containsExactly(4L, 6L, 7L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {",\"Ada,Lovelace,b.example\n,x\n", ",\"Ada\"x,L,b.example,,,,,,+1202555\n"})
  void malformedCsvStopsAtItsLineAndKeepsWhatCameBefore(String malformed) {
    DirectoryImportReport report =
        read(HEADER + ",Ada,Lovelace,b.example,,,,,,+12025550123\n" + malformed);

    assertThat(report.stopped())
        .isEqualTo(
            new Refusal(
                3, "malformed CSV: a quote is not closed, or not the whole field is quoted"));
    assertThat(report.counts().imported()).isEqualTo(1);
  }

  @Test
  void aQuoteThatIsNeverClosedDoesNotTakeTheFileIntoMemory() {
    CountingStream csv =
        new CountingStream(
            Stream.concat(
                Stream.of(HEADER, ",\"Ada,Lovelace,b.example,,,,,,+12025550123\n"),
                Stream.generate(() -> ",Ada,Lovelace,b.example,,,,,,+12025550123\n")
                    .limit(1_000_000)));

    DirectoryImportReport report = directoryImport.importFrom(csv);

    assertThat(report.stopped())
        .isEqualTo(new Refusal(2, "malformed CSV: a row has no end; a quote may not be closed"));
    assertThat(csv.bytes).isLessThan(1_000_000);
  }

  @Test
  void peopleComeInChunksAsTheFileIsRead() {
    CountingStream csv =
        new CountingStream(
            Stream.concat(
                Stream.of(HEADER),
                IntStream.range(0, 2_500)
                    .mapToObj(i -> ",Ada" + i + ",Lovelace,b.example,,a@b.example,,,,\n")));
    List<Integer> readAtChunk = new ArrayList<>();
    DirectoryImport watched =
        new DirectoryImport(
            chunk -> {
              readAtChunk.add(csv.bytes);
              return new ImportCounts(chunk.size() - 1, 1);
            });

    DirectoryImportReport report = watched.importFrom(csv);

    assertThat(report.counts()).isEqualTo(new ImportCounts(2_497, 3));
    assertThat(readAtChunk).hasSize(3);
    assertThat(readAtChunk.getFirst()).isLessThan(csv.bytes / 2);
  }

  @Test
  void theReportIsBoundedAndHasNoPersonalDataInIt() {
    String rows = String.join("", Collections.nCopies(1_234, ",Ada,Lovelace,b.example,,x,,,,\n"));

    DirectoryImportReport report = read(HEADER + rows);

    assertThat(report.refusals()).hasSize(DirectoryImportReport.MOST_REFUSALS);
    assertThat(report.text())
        .startsWith(
            String.format(
                "Directory: 0 imported, 0 updated, 1,234 refused%n"
                    + "  line 2: email is no email address%n"))
        .endsWith(String.format("  and 1,134 more refused%n"))
        .doesNotContain("Ada", "Lovelace", "b.example");
  }

  @Test
  void aStreamThatBreaksIsNoMalformedCsv() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk");
          }
        };

    assertThatThrownBy(() -> directoryImport.importFrom(broken))
        .isInstanceOf(UncheckedIOException.class);
  }

  private DirectoryImportReport read(String csv) {
    return directoryImport.importFrom(
        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
  }

  /** Gives lines as they are asked for, and counts what was read. */
  private static final class CountingStream extends InputStream {
    private final Iterator<String> lines;
    private InputStream line = InputStream.nullInputStream();
    private int bytes;

    CountingStream(Stream<String> lines) {
      this.lines = lines.iterator();
    }

    @Override
    public int read() throws IOException {
      int read = line.read();
      while (read < 0 && lines.hasNext()) {
        line = new ByteArrayInputStream(lines.next().getBytes(StandardCharsets.UTF_8));
        read = line.read();
      }
      bytes += read < 0 ? 0 : 1;
      return read;
    }
  }
}
