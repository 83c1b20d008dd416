package enrichment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class SpreadsheetTextTest {

  static final Iterable<String> HARMFUL = SpreadsheetPayloads.HARMFUL;
  static final Iterable<String> HARMLESS = SpreadsheetPayloads.HARMLESS;

  @ParameterizedTest
  @FieldSource("HARMFUL")
  void makesFormulasHarmless(String cell) {
    var harmless = SpreadsheetText.harmless(cell);
    assertThat(harmless).isNotEqualTo(cell);
    assertThat(harmless.replace("'", "")).isEqualTo(cell.replace("'", ""));
    assertHarmless(harmless);
  }

  @ParameterizedTest
  @FieldSource("HARMLESS")
  void leavesTheRestAsItIs(String cell) {
    assertThat(SpreadsheetText.harmless(cell)).isEqualTo(cell);
  }

  @ParameterizedTest
  @CsvSource({"=1, '''=1'", "Ada;=1, Ada;'=1", "+1-800-555, '''+1-800-555'"})
  void putsAnApostropheInFront(String cell, String harmless) {
    assertThat(SpreadsheetText.harmless(cell)).isEqualTo(harmless);
  }

  @Test
  void whateverIsInIt() {
    var random = new Random(7);
    var alphabet = "=+-@;,\t\r\n \"'a1.|\uFF1D\uFEFF\u00A0";
    for (var round = 0; round < 100_000; round++) {
      var cell =
          random
              .ints(random.nextInt(8), 0, alphabet.length())
              .mapToObj(i -> alphabet.substring(i, i + 1))
              .collect(Collectors.joining());
      var harmless = SpreadsheetText.harmless(cell);
      assertHarmless(harmless);
      assertThat(SpreadsheetText.harmless(harmless)).as("a second time").isEqualTo(harmless);
    }
  }

  private static void assertHarmless(String cell) {
    assertThat(cell).doesNotMatch("(?s)[\t\r\n\u0000].*");
    assertThat(Stream.concat(Stream.of(cell), Stream.of(cell.split("[;\t\r\n]"))))
        .noneMatch(SpreadsheetPayloads::isFormula);
  }
}
