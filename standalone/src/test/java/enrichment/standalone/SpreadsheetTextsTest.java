package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The service and its client share no code; what they write is to look alike. */
class SpreadsheetTextsTest {

  private static final String ALPHABET = "=+-@;,\t\r\n \"'a1.|\uFF1D\uFEFF\u00A0\u0000";

  @Test
  void theClientMakesTheSameOfACellAsTheService() {
    var random = new Random(11);
    for (var round = 0; round < 50_000; round++) {
      var cell =
          random
              .ints(random.nextInt(8), 0, ALPHABET.length())
              .mapToObj(i -> ALPHABET.substring(i, i + 1))
              .collect(Collectors.joining());
      assertThat(enrichment.cli.kit.SpreadsheetText.harmless(cell))
          .isEqualTo(enrichment.domain.SpreadsheetText.harmless(cell));
    }
  }
}
