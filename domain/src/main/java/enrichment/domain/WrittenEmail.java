package enrichment.domain;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Email addresses as vendors, web pages and spreadsheets write them. What stands around an address
 * is taken off where it is certain that it is no part of it. What may be half an address, or a
 * masked one, or stands for an address that is not told, is none: it could be another person's.
 */
public final class WrittenEmail {

  /** RFC 5321, 4.5.3.1.3: a path of 256 octets, two of which are its brackets. */
  private static final int LONGEST = 254;

  private static final String ATOM = "[\\p{L}\\p{M}\\p{Nd}&'+_-]+";

  /**
   * RFC 5322's dot-atom, with the letters of RFC 6531, without what is left of templates and
   * escapes, and beginning as mailboxes do; quoted local parts are not accepted.
   */
  private static final Pattern LOCAL_PART =
      Pattern.compile("(?=.{1,64}$)(?=[\\p{L}\\p{Nd}_])" + ATOM + "(?:\\." + ATOM + ")*");

  private static final Pattern TAG =
      Pattern.compile("</?[a-z][a-z0-9]*(?:\\s[^<>]*)?/?>", Pattern.CASE_INSENSITIVE);

  /** A display name before an address in brackets (RFC 5322, 3.4). */
  private static final Pattern NAMED =
      Pattern.compile("(?<name>[^<>]*)<(?<address>[^<>]*)>[\\s,;.]*(?:\\([^()]*\\)\\s*)?");

  /** One of what may stand before an address: wrapping, a list's mark, a label. */
  private static final Pattern BEFORE =
      Pattern.compile(
          "[\\s\\p{Z}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{So}\"'`<>,;:|]++"
              + "|(?:[-*\u00b7\u2022+#]|\\d{1,3}[.)])\\s+|\\*\\*|=(?=\")"
              + "|(?:mailto|smtp|e-?mail|mail|to)(?:\\s*[:=]|\\s+-\\s)/*|\\p{L}{3,15}:\\s+",
          Pattern.CASE_INSENSITIVE);

  /** One of what may stand after it: a remark, what ends sentences and quotations. */
  private static final Pattern AFTER =
      Pattern.compile(
          "(?:\\s\\([^()@]*\\)|\\s\\[[^\\[\\]@]*]|\\*\\*"
              + "|[\\s\\p{Z}\\p{Po}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{So}<>`|&&[^@#%&*]])$");

  private static final Pattern QUOTED_LOCAL_PART =
      Pattern.compile("^\\s*+([\"'`])([^\"'`@]++)\\1(?=@)");

  /** What a mailto link says besides (RFC 6068). */
  private static final Pattern HEADERS =
      Pattern.compile("(?<=[^?])\\?(?!to=)[a-z]+=.*", Pattern.DOTALL);

  /** {@code j___e}, {@code xxxx}; or it begins with what is left of an escape of JSON. */
  private static final Pattern MASKED =
      Pattern.compile(
          "(?:.*[._-])?\\p{L}?x{3,}\\p{L}?(?:[._-].*)?|.*x{4}.*|.*[_-]{3}.*|u00(?:2[267]|3[ce]|a0).*",
          Pattern.CASE_INSENSITIVE);

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
          "unknown",
          "hidden",
          "undisclosed",
          "masked",
          "email_locked",
          "hidden_email",
          "email-protected",
          "unavailable",
          "notprovided",
          "your-email",
          "firstname_lastname",
          "firstname-lastname",
          "firstnamelastname",
          "first.lastname",
          "f.lastname",
          "flastname",
          "nom.prenom",
          "nome.cognome",
          "voornaam.achternaam",
          "imie.nazwisko",
          "firstname",
          "lastname",
          "firstname.lastname",
          "first.last",
          "first_last",
          "f.last",
          "vorname.nachname",
          "prenom.nom",
          "nombre.apellido",
          "yourname",
          "your.name",
          "youremail",
          "your.email",
          "name.surname");

  private WrittenEmail() {}

  /**
   * @param written an address, perhaps with what pages, links and spreadsheets put around it
   * @return the address as it was written otherwise; empty where there is none that a message could
   *     be sent to, or it is not certain which one is meant
   */
  public static Optional<String> read(String written) {
    var text = WrittenText.unescaped(written);
    return WrittenText.isCutOff(text)
        ? Optional.empty()
        : Optional.of(unwrapped(text))
            .filter(WrittenEmail::isAddress)
            .map(WrittenEmail::inItsForm)
            .filter(WrittenEmail::isAddress);
  }

  private static String unwrapped(String text) {
    var untagged = TAG.matcher(text).replaceAll(" ");
    var quoted = QUOTED_LOCAL_PART.matcher(withoutName(untagged));
    var address = quoted.replaceFirst("$2");
    var before = BEFORE.matcher(address);
    while (before.lookingAt()) {
      before.region(before.end(), address.length());
    }
    address = HEADERS.matcher(address.substring(before.regionStart())).replaceFirst("");
    var after = AFTER.matcher(address);
    while (after.find()) {
      address = address.substring(0, after.start());
      after.reset(address);
    }
    return address;
  }

  /** A name that is another address leaves open which of them is meant. */
  private static String withoutName(String text) {
    var named = NAMED.matcher(text);
    if (!named.matches()) {
      return text;
    }
    var address = named.group("address");
    var name = named.group("name");
    return name.indexOf('@') < 0 || name.strip().equalsIgnoreCase(bare(address)) ? address : text;
  }

  private static String bare(String address) {
    return address.strip().replaceFirst("(?i)^mailto:", "");
  }

  /** Letters that are written in two ways in one of them (NFC), and a plain domain. */
  private static String inItsForm(String address) {
    var domain = address.lastIndexOf('@') + 1;
    return Normalizer.normalize(address.substring(0, domain), Form.NFC)
        + DomainName.plain(address.substring(domain));
  }

  private static boolean isAddress(String text) {
    var at = text.lastIndexOf('@');
    if (at < 1 || text.length() > LONGEST) {
      return false;
    }
    var localPart = text.substring(0, at);
    var domain = DomainName.name(text.substring(at + 1));
    return domain != null
        && LOCAL_PART.matcher(localPart).matches()
        && !WrittenText.hasSigns(localPart)
        && !MASKED.matcher(localPart).matches()
        && !PLACEHOLDER_LOCAL_PARTS.contains(localPart.toLowerCase(Locale.ROOT))
        && !DomainName.isPlaceholder(domain);
  }
}
