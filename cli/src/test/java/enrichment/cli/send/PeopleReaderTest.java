package enrichment.cli.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleReaderTest {

  private static final String HEADER = "first_name,last_name,domain,note\n";

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void readsWhateverEndsALineAndKnowsWhereRowsStart(String end) {
    var rows =
        read(
            (HEADER
                    + "Ada,Lovelace,a.example,\"two\nlines, \"\"quoted\"\"\"\n\n  \nBob,B,b.example,\n")
                .replace("\n", end));

    assertThat(rows).extracting(Row::line).containsExactly(2L, 6L);
    assertThat(contact(rows.getFirst()))
        .isEqualTo(
            "{\"firstname\":\"Ada\",\"lastname\":\"Lovelace\",\"domain\":\"a.example\",\"custom\":{\"note\":\"two%slines, \\\"quoted\\\"\"}}"
                .formatted(end.replace("\r", "\\r").replace("\n", "\\n")));
    assertThat(contact(rows.getLast())).contains("\"custom\":{\"note\":\"\"}");
  }

  @Test
  void knowsTheColumnsWithOrWithoutAByteOrderMarkInAnyCaseAndOrder() {
    var rows = read("\uFEFF\"LinkedIn_URL\",LASTNAME, FirstName ,Company_name\nl,n,f,c\n");

    assertThat(contact(rows.getFirst()))
        .isEqualTo(
            "{\"firstname\":\"f\",\"lastname\":\"n\",\"company_name\":\"c\",\"linkedin_url\":\"l\"}");
  }

  @Test
  void needsNoLineEndAtTheEnd() {
    assertThat(read(HEADER + "Ada,Lovelace,a.example,x")).hasSize(1);
  }

  @Test
  void trimsFieldsAndNotWhatIsTheClientsOwn() {
    var rows = read(HEADER + "\u00a0Ada ,\tLovelace, a.example , x \n");

    assertThat(contact(rows.getFirst()))
        .isEqualTo(
            "{\"firstname\":\"Ada\",\"lastname\":\"Lovelace\",\"domain\":\"a.example\",\"custom\":{\"note\":\" x \"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ada,Lovelace,a.example | has 3 fields, the header has 4",
        "Ada,Lovelace,a.example,x,y | has 5 fields, the header has 4",
        "Ada,Lovelace,,x | domain or company_name is missing",
        ",Lovelace,a.example,x | first_name is missing",
        "Ada,\u00a0,a.example,x | last_name is missing",
        "Ada\u0007,Lovelace,a.example,x | first_name has a character that is no text",
        "Ada,Lovelace,a.example,x\u0001y | note has a character that is no text",
        "Ada,Lovelace,\uFFFD.example,x | domain is not in UTF-8"
      })
  void tellsWhyARowCannotBeUsed(String row, String reason) {
    assertThat(read(HEADER + row + "\nBob,B,b.example,\n"))
        .extracting(Row::rejection)
        .containsExactly(reason, null);
  }

  @Test
  void holdsRowsAgainstTheLimitsOfTheApi() {
    var rows =
        read(
            HEADER
                + "%s,L,a.example,x\n".formatted("A".repeat(201))
                + "%s,L,a.example,x\n".formatted("😀".repeat(200))
                + "Ada,L,a.example,%s\n".formatted("é".repeat(2_043))
                + "Ada,L,a.example,%s\n".formatted("é".repeat(2_042)));

    assertThat(rows)
        .extracting(Row::rejection)
        .containsExactly(
            "first_name is longer than 200 characters",
            null,
            "the columns for custom are longer than 4,096 bytes together",
            null);
  }

  @Test
  void rejectsRowsOfAnotherEncoding() {
    var rows =
        read(
            HEADER + "Zoë,Lovelace,a.example,x\nBob,B,b.example,\n",
            EnrichmentType.EMAIL,
            StandardCharsets.ISO_8859_1);

    assertThat(rows).extracting(Row::rejection).containsExactly("first_name is not in UTF-8", null);
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "PERSONAL_EMAIL"})
  void needsAProfileForWhatIsFoundByIt(EnrichmentType type) {
    var rows =
        read(
            "first_name,last_name,linkedin_url\nAda,Lovelace,\nBob,B,linkedin.com/in/b\n",
            type,
            StandardCharsets.UTF_8);

    assertThat(rows).extracting(Row::rejection).containsExactly("linkedin_url is missing", null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | Line 1: the file is empty; the first line must name the columns.",
        "first_name;last_name;domain | Line 1: the header lacks the column first_name; columns are separated by commas.",
        "first_name,last_name,linkedin_url | Line 1: the header lacks the column domain or company_name; columns are separated by commas.",
        "first_name,last_name,domain,firstname | Line 1: the header has the column first_name twice.",
        "first_name,last_name,domain,note,note | Line 1: the header has the column note twice.",
        "`first_name,last_name,domain\nA,B,c.example\nA,\"B,c.example\nA,B,c.example` | Line 3: malformed CSV: a quote is not closed, or not the whole field is quoted.",
        "`first_name,last_name,domain\nA,\"B\" c,c.example` | Line 2: malformed CSV: a quote is not closed, or not the whole field is quoted."
      })
  void tellsWhyAFileCannotBeUsed(String file, String reason) {
    assertThatThrownBy(() -> read(file == null ? "" : file))
        .isInstanceOf(UnusableFileException.class)
        .hasMessage(reason);
  }

  @Test
  void doesNotTakeTheRestOfAFileIntoMemoryForAQuoteThatIsNotClosed() {
    var endless =
        new InputStream() {
          private final byte[] start = (HEADER + "Ada,\"").getBytes(StandardCharsets.UTF_8);
          private int read;

          @Override
          public int read() {
            return read < start.length ? start[read++] : 'x';
          }
        };

    assertThatThrownBy(() -> new PeopleReader(endless, EnrichmentType.EMAIL))
        .hasMessage("Line 2: malformed CSV: the row has no end; a quote may not be closed.");
  }

  private static String contact(Row row) {
    return String.valueOf(row.contact());
  }

  private static List<Row> read(String csv) {
    return read(csv, EnrichmentType.EMAIL, StandardCharsets.UTF_8);
  }

  private static List<Row> read(String csv, EnrichmentType type, Charset charset) {
    try (var reader = new PeopleReader(new ByteArrayInputStream(csv.getBytes(charset)), type)) {
      var rows = new ArrayList<Row>();
      reader.forEachRemaining(rows::add);
      return rows;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
