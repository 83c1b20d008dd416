package enrichment.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Email addresses as vendors, web pages and spreadsheets write them. What stands around an address
 * is taken off where it is certain that it is no part of it; what is masked, or stands for an
 * address that is not told, is none.
 */
public final class WrittenEmail {

  /** RFC 5321, 4.5.3.1.3: a path of 256 octets, two of which are its brackets. */
  private static final int LONGEST = 254;

  private static final String ATOM = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+";

  /** RFC 5322's dot-atom, with the letters of RFC 6531; quoted local parts are not accepted. */
  private static final Pattern LOCAL_PART =
      Pattern.compile("(?=.{1,64}$)" + ATOM + "(?:\\." + ATOM + ")*");

  /** A display name before an address in brackets (RFC 5322, 3.4). */
  private static final Pattern NAMED = Pattern.compile("[^<>]*<([^<>]*)>[\\s,;.]*");

  /** Also as pages and JSON escape it. */
  private static final String WRAPPING =
      "\\p{Z}|\\s|%20|%0a|%0d|%3c|%3e|\\\\?u003c|\\\\?u003e|&lt;|&gt;|&quot;|[<>()\\[\\]\"'`“”‘’«»,;:!]";

  private static final Pattern BEFORE =
      Pattern.compile(
          "(?:" + WRAPPING + "|(?:mailto|smtp|e-?mail|to)[:=]|[^\\p{L}\\p{M}\\p{N}_.])+",
          Pattern.CASE_INSENSITIVE);

  /** No name of a host ends with anything but a letter or a digit. */
  private static final Pattern AFTER =
      Pattern.compile("(?:" + WRAPPING + "|[^\\p{L}\\p{M}\\p{N}])+$", Pattern.CASE_INSENSITIVE);

  private static final Pattern SPACE_ESCAPED =
      Pattern.compile("%(?:20|09|0a|0d|c2%a0)", Pattern.CASE_INSENSITIVE);

  private static final Pattern QUOTE_AFTER_LOCAL_PART = Pattern.compile("['\"`]+(?=@[^@]*$)");

  /** What a mailto link says besides (RFC 6068). */
  private static final Pattern HEADERS = Pattern.compile("(?<=[^?])\\?[a-z]+=.*", Pattern.DOTALL);

  /** {@code j***e}, {@code j##n}, {@code xxxx}. */
  private static final Pattern MASKED =
      Pattern.compile(".*\\*.*|.*##.*|\\p{L}?x{3,}\\p{L}?", Pattern.CASE_INSENSITIVE);

  /** {@code logo@2x.png} is a file of a web page. No such top-level domain exists. */
  private static final Pattern FILE =
      Pattern.compile(".*\\.(?:png|jpe?g|gif|svg|webp|bmp|css|js)", Pattern.CASE_INSENSITIVE);

  /** What vendors and forms write where they do not tell. */
  private static final Set<String> PLACEHOLDER_LOCAL_PARTS =
      Set.of(
          "email_not_unlocked",
          "not_unlocked",
          "noemail",
          "no-email",
          "no_email",
          "no.email",
          "notavailable",
          "not-available",
          "not_available",
          "not.available",
          "notfound",
          "not_found",
          "undefined",
          "null",
          "none",
          "n/a",
          "firstname.lastname",
          "first.last",
          "yourname",
          "your.name",
          "youremail",
          "your.email",
          "name.surname");

  /** RFC 2606 and what forms show as an example. */
  private static final Set<String> PLACEHOLDER_DOMAINS =
      Set.of(
          "example.com",
          "example.org",
          "example.net",
          "domain.com",
          "yourdomain.com",
          "yourcompany.com");

  private WrittenEmail() {}

  /**
   * @param written an address, perhaps with what pages, links and spreadsheets put around it
   * @return the address as it was written otherwise; empty where there is none that a message could
   *     be sent to
   */
  public static Optional<String> read(String written) {
    return Optional.of(unwrapped(withoutEscapes(InvisibleText.removedFrom(written))))
        .filter(WrittenEmail::isAddress)
        .map(WrittenEmail::withPlainDomain);
  }

  private static String withoutEscapes(String text) {
    return SPACE_ESCAPED
        .matcher(text)
        .replaceAll(" ")
        .replaceAll("(?i)%3c", "<")
        .replaceAll("(?i)%3e", ">")
        .replace("%40", "@");
  }

  /** Without letters and dots of another width: what is compared later has none. */
  private static String withPlainDomain(String address) {
    var domain = address.lastIndexOf('@') + 1;
    return address.substring(0, domain) + DomainName.plain(address.substring(domain));
  }

  private static String unwrapped(String text) {
    var named = NAMED.matcher(text);
    var address = named.matches() ? named.group(1) : text;
    var before = BEFORE.matcher(address);
    if (before.lookingAt()) {
      address = address.substring(before.end());
    }
    address = HEADERS.matcher(address).replaceFirst("");
    address = AFTER.matcher(address).replaceFirst("");
    return QUOTE_AFTER_LOCAL_PART.matcher(address).replaceFirst("");
  }

  private static boolean isAddress(String text) {
    var at = text.lastIndexOf('@');
    if (at < 1 || text.length() > LONGEST) {
      return false;
    }
    var localPart = text.substring(0, at);
    var domain = domain(text.substring(at + 1));
    return domain != null
        && LOCAL_PART.matcher(localPart).matches()
        && !MASKED.matcher(localPart).matches()
        && !PLACEHOLDER_LOCAL_PARTS.contains(localPart.toLowerCase(Locale.ROOT))
        && !PLACEHOLDER_DOMAINS.contains(domain);
  }

  private static @Nullable String domain(String text) {
    var isBare = text.chars().noneMatch(c -> "/?#:*".indexOf(c) >= 0 || Character.isWhitespace(c));
    return isBare
            && !text.isEmpty()
            && Character.isLetterOrDigit(text.codePointAt(0))
            && !FILE.matcher(text).matches()
        ? DomainName.of(text)
        : null;
  }
}
