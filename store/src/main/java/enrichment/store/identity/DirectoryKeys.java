package enrichment.store.identity;

import enrichment.domain.DomainName;
import org.jspecify.annotations.Nullable;

/**
 * What a person of the directory is found by: the same fields with everything taken out in which
 * two spellings of one thing differ. A key is null where the field is absent or says nothing (a
 * name without a letter, an address that is no LinkedIn profile).
 *
 * <p>Keys are compared, never shown: what they look like is of no meaning outside this package, and
 * when their rules change, the directory is imported again.
 */
public record DirectoryKeys(
    @Nullable String linkedin,
    @Nullable String name,
    @Nullable String domain,
    @Nullable String company) {

  // Two keys share an index entry, which PostgreSQL limits to 2,704 bytes.
  private static final int LONGEST = 200;

  /** Builds what takes seconds on a busy machine, so that no request has to wait for it. */
  static void load() {
    of(new DirectoryQuery("linkedin.com/in/zoë", "Zoë", "Łęcka", "zoë.example", "Zoë & Co"));
  }

  public static DirectoryKeys of(DirectoryQuery query) {
    return new DirectoryKeys(
        linkedinKey(query.linkedinUrl()),
        nameKey(query.firstName(), query.lastName()),
        domainKey(query.domain()),
        companyKey(query.companyName()));
  }

  /** Whether anybody can be found by these: a LinkedIn profile, or a name with a place of work. */
  public boolean isFindable() {
    return linkedin != null || (name != null && (domain != null || company != null));
  }

  /**
   * The key of a LinkedIn profile, whatever its scheme, host ({@code www}, a country, mobile), what
   * mails, apps and login pages put before it, locale suffix, query, percent-encoding and case, and
   * what stands around it. Old {@code /pub/} addresses, members' ids and those of the sales and
   * recruiting products have keys of their own. Null for everything else, companies, search pages
   * and placeholders ({@code /in/undefined}) included.
   */
  public static @Nullable String linkedinKey(@Nullable String url) {
    return url == null ? null : LinkedInKey.of(url);
  }

  /**
   * The key of a person's name; null unless both parts have a letter or a digit, and where they are
   * no whole name: a placeholder ({@code N/A}), an initial, masked, cut off. Case, accents,
   * punctuation and spaces inside a part are of no meaning.
   *
   * <p>Alphabets and syllabaries are romanised by the rules of ICU, which are not those that every
   * bearer of a name follows: {@code Дмитрий} is {@code dmitrij}, so it meets {@code ДМИТРИЙ} and
   * not {@code Dmitry}. Chinese characters stay what they are: romanised they would lose most of
   * what tells people apart (王伟 and 王薇 are both {@code wang wei}).
   */
  public static @Nullable String nameKey(@Nullable String firstName, @Nullable String lastName) {
    return firstName == null || lastName == null ? null : NameKey.of(firstName, lastName);
  }

  /**
   * The key of a domain, also out of a web or email address: ASCII (UTS #46), lower case, without
   * {@code www.}. Null for what is no employer's domain: numeric addresses, placeholders, providers
   * of mailboxes, pages at a social network.
   */
  public static @Nullable String domainKey(@Nullable String domain) {
    return domain == null ? null : DomainName.ofEmployer(domain);
  }

  /**
   * The key of a company's name: as {@link #nameKey}, and without its legal form ({@code Inc},
   * {@code GmbH & Co. KG}, {@code Sp. z o.o.}), as long as something is left. Null for what is no
   * employer's name: {@code N/A}, {@code Self-employed}, {@code {{company}}}.
   */
  public static @Nullable String companyKey(@Nullable String companyName) {
    return companyName == null ? null : bounded(CompanyKey.of(companyName));
  }

  /** A longer text is no name; cut off it would be somebody else's. */
  static @Nullable String bounded(String key) {
    return key.isEmpty() || key.length() > LONGEST ? null : key;
  }
}
