package enrichment.domain;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.StringEscapeUtils;

/** Text as pages, programs and spreadsheets write it, made plain before anything is read in it. */
public final class WrittenText {

  /** No address that is of use is longer. It also keeps patterns from looking for long. */
  private static final int LONGEST = 4_096;

  private static final Pattern MASK_OR_TEMPLATE =
      Pattern.compile(
          "\\*{2}|[\u2022\u25cf\u25a0\u25aa\u2588]{2}|_{3}|\\{.*}|\\$\\{|<%.*%>|%[A-Za-z_]{3,}%");

  private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

  private static final Pattern PERCENT_ESCAPE = Pattern.compile("%[0-9a-fA-F]{2}");

  /** Only the beginning of a text was shown, or its end: another person's may have it, too. */
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
   * @return the text without any escape, those of URLs included, as {@link #plain}
   */
  public static String unescaped(String text) {
    return plain(decoded(plain(text)));
  }

  /**
   * @return the text without the escapes of URLs (RFC 3986, 2.1), also where it was escaped twice;
   *     as it is where one of them is incomplete. What is no UTF-8 is taken for letters of Latin-1,
   *     as old programs write them.
   */
  public static String decoded(String text) {
    var once = decodedOnce(text);
    return PERCENT_ESCAPE.matcher(once).find() ? decodedOnce(once) : once;
  }

  /** Whether it begins or ends with an ellipsis. */
  public static boolean isCutOff(String text) {
    return CUT_OFF.matcher(text).find();
  }

  /**
   * Whether it is cut off, masked ({@code S*****}), or a template that was not filled in ({@code
   * {{name}}}): others may have the rest in common.
   */
  public static boolean isIncomplete(String text) {
    return isCutOff(text) || MASK_OR_TEMPLATE.matcher(text).find();
  }

  /** Footnotes, ordinals, trademarks, ligatures: signs that would be made letters and digits of. */
  static boolean hasSigns(String name) {
    return !Normalizer.isNormalized(Normalizer.normalize(name, Form.NFC), Form.NFKC);
  }

  private static String withoutEscapes(String text) {
    var plain = StringEscapeUtils.unescapeXml(StringEscapeUtils.unescapeHtml4(text));
    // Not those of one letter: in ACME\\robert they would be a part of the name.
    return JSON_ESCAPE
        .matcher(plain.replace("\\/", "/"))
        .replaceAll(it -> Matcher.quoteReplacement("" + (char) Integer.parseInt(it.group(1), 16)));
  }

  private static String decodedOnce(String text) {
    // Form decoding would make a blank of a plus sign.
    var escaped = text.replace("+", "%2B");
    try {
      var decoded = URLDecoder.decode(escaped, StandardCharsets.UTF_8);
      if (decoded.indexOf('\ufffd') < 0) {
        return decoded;
      }
      var latin = URLDecoder.decode(escaped, StandardCharsets.ISO_8859_1);
      return latin.chars().allMatch(c -> c < 0x80 || c >= 0xc0) ? latin : text;
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
