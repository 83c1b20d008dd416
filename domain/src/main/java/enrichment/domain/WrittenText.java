package enrichment.domain;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.commons.text.StringEscapeUtils;

/** Text as pages, programs and spreadsheets write it, made plain before anything is read in it. */
public final class WrittenText {

  /** No address that is of use is longer. It also keeps patterns from looking for long. */
  private static final int LONGEST = 4_096;

  private static final Pattern PERCENT_ESCAPE = Pattern.compile("%[0-9a-fA-F]{2}");

  /** Only the beginning of a text was shown, or its end: somebody else's may have it, too. */
  private static final String ELLIPSIS = "(?:\\.{2,}+|[\u2025\u2026\u22ef])";

  private static final String NO_WORD = "[^\\p{L}\\p{N}]*";

  private static final Pattern CUT_OFF =
      Pattern.compile("^" + NO_WORD + ELLIPSIS + "|" + ELLIPSIS + NO_WORD + "$");

  /**
   * @return the text without invisible characters, the escapes of HTML and JSON, letters of another
   *     width, and typographic hyphens and apostrophes; empty when it is longer than anything that
   *     is read
   */
  public static String plain(String text) {
    return text.length() > LONGEST
        ? ""
        : InvisibleText.removedFrom(withoutEscapes(text))
            .codePoints()
            .map(WrittenText::asTyped)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /**
   * @return the text without the escapes of URLs (RFC 3986, 2.1), also where it was escaped twice;
   *     as it is where one of them is incomplete. What was no UTF-8 has U+FFFD in its place.
   */
  public static String decoded(String text) {
    var once = decodedOnce(text);
    return PERCENT_ESCAPE.matcher(once).find() ? decodedOnce(once) : once;
  }

  /** Whether it begins or ends with an ellipsis. */
  public static boolean isCutOff(String text) {
    return CUT_OFF.matcher(text).find();
  }

  private static String withoutEscapes(String text) {
    var plain = StringEscapeUtils.unescapeXml(StringEscapeUtils.unescapeHtml4(text));
    return unescaped(plain, StringEscapeUtils::unescapeJson);
  }

  private static String decodedOnce(String text) {
    // Form decoding would make a blank of a plus sign.
    return unescaped(text, it -> URLDecoder.decode(it.replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  private static String unescaped(String text, UnaryOperator<String> unescape) {
    try {
      return unescape.apply(text);
    } catch (IllegalArgumentException incompleteEscape) {
      return text;
    }
  }

  /** In ASCII where it is full-width, or typography for a dot, a hyphen or an apostrophe. */
  private static int asTyped(int codePoint) {
    if (codePoint >= 0xff01 && codePoint <= 0xff5e) {
      return codePoint - 0xfee0;
    }
    return switch (codePoint) {
      case 0x3002, 0xff61 -> '.';
      case 0x2018, 0x2019, 0x02bc -> '\'';
      case 0x2212 -> '-';
      default -> Character.getType(codePoint) == Character.DASH_PUNCTUATION ? '-' : codePoint;
    };
  }

  private WrittenText() {}
}
