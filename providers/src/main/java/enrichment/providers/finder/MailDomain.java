package enrichment.providers.finder;

import com.ibm.icu.text.IDNA;
import java.util.Optional;
import java.util.regex.Pattern;

/** Domains as clients write them, made fit for DNS. */
final class MailDomain {

  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.USE_STD3_RULES
              | IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ);

  private static final Pattern AROUND =
      Pattern.compile("^[a-z]+://|[/?#:].*$", Pattern.CASE_INSENSITIVE);

  /** Two labels at least, and the last one is not a number, or it would be an address. */
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9_-]{1,63}\\.)+(?!\\d+$)[a-z0-9-]{2,63}");

  private static final int LONGEST = 253;

  /**
   * A domain or the URL of a company's site.
   *
   * @return ASCII, lower case, without {@code www.}; empty: it is no domain
   */
  static Optional<String> ofCompany(String written) {
    var host = AROUND.matcher(AROUND.matcher(written.strip()).replaceFirst("")).replaceFirst("");
    return of(host)
        .map(domain -> domain.startsWith("www.") ? domain.substring(4) : domain)
        .filter(domain -> NAME.matcher(domain).matches());
  }

  /** A domain, in ASCII and lower case; empty: it is none. */
  static Optional<String> of(String written) {
    var ascii = new StringBuilder();
    var info = new IDNA.Info();
    UTS46.nameToASCII(written, ascii, info);
    var domain = ascii.toString();
    if (domain.endsWith(".")) {
      domain = domain.substring(0, domain.length() - 1);
    }
    return !info.hasErrors() && domain.length() <= LONGEST && NAME.matcher(domain).matches()
        ? Optional.of(domain)
        : Optional.empty();
  }

  private MailDomain() {}
}
