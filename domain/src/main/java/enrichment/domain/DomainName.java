package enrichment.domain;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a domain in text that people and vendors write: a bare name, a URL, an email address.
 */
public final class DomainName {

  /** Scheme, then user or mailbox, then host, then the rest, all but the host optional. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:mailto:|(?:https?(?::/*|//+))+|(?:[a-z][a-z0-9+.-]*:)?//)?(?:[^/?#]*@)?"
              + "(?<host>[^/?#:@\\s]+)(?::\\d*)?(?:[/?#].*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** What sentences, spreadsheets and mails put around a name; no name begins or ends with it. */
  private static final Pattern BEFORE =
      Pattern.compile("^(?![/@])(?:%20|[^\\p{L}\\p{M}\\p{N}/-])+");

  private static final Pattern AFTER = Pattern.compile("(?:%20|[^\\p{L}\\p{M}\\p{N}/:?#-])+$");

  /** Letters, digits and inner hyphens; the last label is not a number (RFC 1123, 2.1). */
  private static final Pattern HOST_NAME =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?!\\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private static final int LONGEST_HOST_NAME = 253;

  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

  private DomainName() {}

  /** In ASCII (UTS 46) and lower case; what has no such form stays as it is. */
  public static String ascii(String host) {
    return converted(UTS46::nameToASCII, host);
  }

  /** In the letters of its language (UTS 46); what has no such form stays as it is. */
  public static String unicode(String host) {
    return converted(UTS46::nameToUnicode, host);
  }

  /**
   * As it was written; a name that is not in ASCII in the form in which its letters are compared.
   */
  static String plain(String host) {
    return host.chars().allMatch(letter -> letter < 128) ? host : unicode(host);
  }

  private interface Conversion {
    StringBuilder convert(CharSequence name, StringBuilder into, IDNA.Info info);
  }

  private static String converted(Conversion conversion, String host) {
    String name = valid(conversion, host);
    return name == null ? host : name;
  }

  /** Null where it has no such form. */
  private static @Nullable String valid(Conversion conversion, String host) {
    IDNA.Info info = new IDNA.Info();
    try {
      String name = conversion.convert(host, new StringBuilder(), info).toString();
      return isInvalid(info) ? null : name;
    } catch (ICUInputTooLongException longerThanAnyName) {
      return null;
    }
  }

  /**
   * @return the name in ASCII (UTS 46) and lower case, without {@code www} and a final dot; null
   *     where the text is no domain name with at least two labels
   */
  public static @Nullable String of(String domain) {
    Matcher address = ADDRESS.matcher(withoutEdges(domain));
    if (!address.matches()) {
      return null;
    }
    String ascii = valid(UTS46::nameToASCII, withoutEdges(address.group("host")));
    if (ascii == null) {
      return null;
    }
    String host = ascii.toLowerCase(Locale.ROOT);
    while (host.startsWith("www.") && host.indexOf('.', 4) > 0) {
      host = host.substring(4);
    }
    return host.length() <= LONGEST_HOST_NAME && HOST_NAME.matcher(host).matches() ? host : null;
  }

  private static String withoutEdges(String text) {
    String seen = InvisibleText.removedFrom(text);
    return BEFORE.matcher(AFTER.matcher(seen).replaceFirst("")).replaceFirst("");
  }

  /** Hyphens in the third and fourth place are forbidden for new names and yet in use. */
  private static boolean isInvalid(IDNA.Info info) {
    return info.getErrors().stream()
        .anyMatch(
            error -> error != IDNA.Error.HYPHEN_3_4 && error != IDNA.Error.DOMAIN_NAME_TOO_LONG);
  }
}
