package enrichment.domain;

import com.google.common.net.InternetDomainName;
import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
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

  /** Where everybody has a page; it says nothing of an employer. */
  private static final Set<String> PAGE_HOSTS =
      Set.of(
          """
          linkedin.com lnkd.in facebook.com fb.com instagram.com twitter.com x.com xing.com
          threads.net tiktok.com youtube.com youtu.be vk.com t.me wa.me pinterest.com
          medium.com substack.com github.com gitlab.com crunchbase.com wikipedia.org about.me
          linktr.ee bit.ly tinyurl.com goo.gl g.page google.com amazon.com etsy.com t.co ow.ly
          buff.ly is.gd rb.gy g.co amzn.to forms.gle mailchi.mp urldefense.com
          urldefense.proofpoint.com secure-web.cisco.com linkprotect.cudasvc.com mimecast.com
          web.archive.org calendly.com behance.net dribbble.com upwork.com fiverr.com
          wellfound.com beacons.ai bio.site m.me snapchat.com reddit.com weibo.com ok.ru
          vimeo.com patreon.com threads.com bsky.app researchgate.net zoominfo.com
          rocketreach.co apollo.io glassdoor.com indeed.com trustpilot.com yelp.com
          notion.site
          """
              .strip()
              .split("\\s+"));

  /** RFC 2606 and what forms show as an example. */
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          """
          example.com example.org example.net domain.com domain.tld mydomain.com
          yourdomain.com company.com yourcompany.com mycompany.com companyname.com email.com
          website.com yourwebsite.com noemail.com nodomain.com test.com your-domain.com
          your-company.com mywebsite.com domain.org no-website.com placeholder.com
          mycompany.de example.de firma.de musterfirma.de
          """
              .strip()
              .split("\\s+"));

  private static final Pattern PLACEHOLDER_NAME = Pattern.compile("([a-z]+)\\.(?:com|org|net|tld)");

  /** They give out names below them, and have addresses themselves: {@code sa.gov.au}. */
  private static final Pattern GOVERNMENT =
      Pattern.compile("(?:[a-z0-9-]+\\.)?(?:gov|gob|gouv|govt|mil)\\.[a-z]{2}");

  /** For examples and tests (RFC 2606); all others are of the public suffix list. */
  private static final Pattern RESERVED = Pattern.compile(".+\\.(?:example|test)");

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
   *     where the text is no domain name that can be registered, or may be one of several
   */
  public static @Nullable String of(String text) {
    var address = address(text);
    return address == null ? null : name(withoutEdges(address.group("host")));
  }

  /**
   * @return as {@link #of}; null also where it says nothing of an employer: a page at a social
   *     network, a provider of mailboxes, an example
   */
  public static @Nullable String ofEmployer(String text) {
    var address = address(text);
    var name = address == null ? null : name(withoutEdges(address.group("host")));
    return name == null
            || isPlaceholder(name)
            || EmailLists.isMailProvider(name)
            || isPage(name, address)
        ? null
        : name;
  }

  private static @Nullable Matcher address(String text) {
    var plain = WrittenText.unescaped(text);
    Matcher address = ADDRESS.matcher(withoutEdges(plain));
    return WrittenText.isCutOff(plain) || Placeholder.is(plain) || !address.matches()
        ? null
        : address;
  }

  /**
   * @param written a name alone, with nothing around it
   * @return as {@link #of}
   */
  static @Nullable String name(String written) {
    String ascii = WrittenText.hasSigns(written) ? null : valid(UTS46::nameToASCII, written);
    if (ascii == null) {
      return null;
    }
    String host = ascii.toLowerCase(Locale.ROOT);
    while (host.startsWith("www.") && host.indexOf('.', 4) > 0) {
      host = host.substring(4);
    }
    return host.length() <= LONGEST_HOST_NAME
            && HOST_NAME.matcher(host).matches()
            && isRegistered(host)
        ? host
        : null;
  }

  static boolean isPlaceholder(String name) {
    var simple = PLACEHOLDER_NAME.matcher(name);
    return PLACEHOLDERS.contains(name) || (simple.matches() && Placeholder.is(simple.group(1)));
  }

  private static boolean isRegistered(String host) {
    if (RESERVED.matcher(host).matches()) {
      return true;
    }
    if (!InternetDomainName.isValid(host)) {
      return false;
    }
    var name = InternetDomainName.from(host);
    return name.isUnderRegistrySuffix()
        || (GOVERNMENT.matcher(host).matches() && name.hasRegistrySuffix());
  }

  private static boolean isPage(String name, Matcher address) {
    var rest = address.group("rest");
    return rest != null && rest.matches("(?s)/+[^/?#].*") && EmailLists.contains(PAGE_HOSTS, name);
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
