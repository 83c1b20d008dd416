package enrichment.domain;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Set;
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
          "(?:mailto:|(?:https?(?::/*|//+))+|(?:[a-z][a-z0-9+.-]*:)?//)?/*(?:[^/?#@\\s,;|]*@)?"
              + "(?<host>[^/?#:@\\s,;|]+)[,;.]*(?::\\d*)?(?<rest>[/?#].*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** What sentences, spreadsheets and mails put around a name; no name begins or ends with it. */
  private static final Pattern BEFORE =
      Pattern.compile("^[\\s\\p{Z}\\p{Ps}\\p{Pi}\\p{Pf}\"'`<>,;|.*\u2022\u00b7&&[^{]]+");

  private static final Pattern AFTER =
      Pattern.compile("[\\s\\p{Z}\\p{Po}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{So}<>`|&&[^@#%&*/:?}]]++$");

  /**
   * Letters, digits and inner hyphens; the last label is no number (RFC 1123, 2.1) and no initial.
   */
  private static final Pattern HOST_NAME =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?!\\d+$)[a-z0-9][a-z0-9-]{0,61}[a-z0-9]");

  /** Their pages are other companies' profiles. */
  private static final Set<String> SOCIAL_NETWORKS =
      Set.of("linkedin.com", "facebook.com", "instagram.com", "twitter.com", "x.com", "xing.com");

  private static final int LONGEST_HOST_NAME = 253;

  /** Nontransitional: ß and a final sigma are letters of their own, of other owners' names. */
  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ);

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
   *     where the text is no domain name with at least two labels, or may be one of several
   */
  public static @Nullable String of(String domain) {
    var text = WrittenText.plain(WrittenText.decoded(WrittenText.plain(domain)));
    Matcher address = ADDRESS.matcher(withoutEdges(text));
    if (WrittenText.isCutOff(text) || Placeholder.is(text) || !address.matches()) {
      return null;
    }
    var name = name(withoutEdges(address.group("host")));
    return name != null && SOCIAL_NETWORKS.contains(name) && hasPage(address.group("rest"))
        ? null
        : name;
  }

  private static @Nullable String name(String written) {
    String ascii = hasSigns(written) ? null : valid(UTS46::nameToASCII, written);
    if (ascii == null) {
      return null;
    }
    String host = ascii.toLowerCase(Locale.ROOT);
    while (host.startsWith("www.") && host.indexOf('.', 4) > 0) {
      host = host.substring(4);
    }
    return host.length() <= LONGEST_HOST_NAME && HOST_NAME.matcher(host).matches() ? host : null;
  }

  /** Footnotes and trademarks, of which UTS 46 would make letters and digits. */
  private static boolean hasSigns(String name) {
    return name.codePoints()
        .anyMatch(
            sign ->
                !Character.isLetterOrDigit(sign)
                    && !Normalizer.isNormalized(Character.toString(sign), Form.NFKC));
  }

  private static boolean hasPage(@Nullable String rest) {
    return rest != null && rest.matches("(?s)/+[^/?#].*");
  }

  private static String withoutEdges(String text) {
    return BEFORE.matcher(AFTER.matcher(text).replaceFirst("")).replaceFirst("");
  }

  /** Hyphens in the third and fourth place are forbidden for new names and yet in use. */
  private static boolean isInvalid(IDNA.Info info) {
    return info.getErrors().stream()
        .anyMatch(
            error -> error != IDNA.Error.HYPHEN_3_4 && error != IDNA.Error.DOMAIN_NAME_TOO_LONG);
  }
}
