package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "ok", "{\"né\": \"山田\"}", "👩🏽‍💻", "a\r\n\tb"})
  void keepsShortText(String text) {
    assertThat(Excerpt.of(utf8(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "山", "👩"})
  void cutsLongTextBetweenTwoCharacters(String character) {
    for (var before = 0; before < 4; before++) {
      var text = "x".repeat(before) + character.repeat(2_000);
      var excerpt = Excerpt.of(utf8(text));
      assertThat(text).startsWith(excerpt);
      assertThat(utf8(excerpt).length).isBetween(Excerpt.BYTES - 3, Excerpt.BYTES);
    }
  }

  @Test
  void leavesOutACharacterThatTheEndCutsInTwo() {
    assertThat(Excerpt.of(new byte[] {'a', (byte) 0xe5, (byte) 0xb1})).isEqualTo("a");
  }

  @Test
  void marksWhatIsNotText() {
    assertThat(Excerpt.of(new byte[] {'a', (byte) 0xff, 'b', 0, 'c'})).isEqualTo("a\uFFFDb\uFFFDc");
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, (byte) 0xff})
  void staysWithinItsLengthWhateverItMarks(byte nonsense) {
    var bytes = new byte[2_000];
    Arrays.fill(bytes, nonsense);
    assertThat(utf8(Excerpt.of(bytes)).length).isBetween(Excerpt.BYTES - 3, Excerpt.BYTES);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
