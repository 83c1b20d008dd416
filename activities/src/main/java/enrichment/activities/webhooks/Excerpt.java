package enrichment.activities.webhooks;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The start of what somebody sent, as text that can be kept whatever it was. */
final class Excerpt {

  /** How many bytes are looked at, and how many the text has at most, both as UTF-8. */
  static final int BYTES = 1024;

  /**
   * Reads bytes as UTF-8. What is not UTF-8 becomes U+FFFD, and so does NUL, which PostgreSQL's
   * text cannot hold; a character that the end cuts in two is left out.
   */
  static String of(byte[] start) {
    if (start.length == 0) {
      return "";
    }
    var characters = CharBuffer.allocate(BYTES);
    StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .decode(ByteBuffer.wrap(start, 0, Math.min(start.length, BYTES)), characters, false);
    return cut(characters.flip().toString().replace('\0', '\uFFFD'));
  }

  private static String cut(String text) {
    var characters = CharBuffer.wrap(text);
    StandardCharsets.UTF_8.newEncoder().encode(characters, ByteBuffer.allocate(BYTES), false);
    return text.substring(0, characters.position());
  }

  private Excerpt() {}
}
