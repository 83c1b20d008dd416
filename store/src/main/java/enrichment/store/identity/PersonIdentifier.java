package enrichment.store.identity;

import enrichment.domain.DomainName;
import enrichment.domain.EmailLists;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something by which a person is recognised, in whatever spelling.
 *
 * @param key as {@link DirectoryKeys} makes them; of an email: without white space at its ends, in
 *     lower case, letters in one form (NFKC), the domain in ASCII
 */
public record PersonIdentifier(Kind kind, String key) {

  /** What an identifier is made of. Stored by {@link #wireName}. */
  public enum Kind {
    /** A mailbox, which several people may read: it is a person only when nobody else has it. */
    EMAIL,
    LINKEDIN_URL,
    NAME_AND_DOMAIN,
    /** Where the employer is known by its name alone. No request names it. */
    NAME_AND_COMPANY,
    /** Whose the mailbox is: of those who share one, the one of this name. No request names it. */
    NAME_AND_EMAIL,
    /** A mailbox and not its owner: no hit with it is told. No request names it. */
    MAILBOX;

    /** Whether namesakes with the same employer have it in common. */
    public boolean isOfNamesakes() {
      return this == NAME_AND_DOMAIN || this == NAME_AND_COMPANY;
    }

    /** As it is written in JSON. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Kind ofWireName(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  private static final String SEPARATOR = "\n";

  /** Empty when the text is no email address. */
  public static Optional<PersonIdentifier> ofEmail(@Nullable String email) {
    if (email == null) {
      return Optional.empty();
    }
    var text = Normalizer.normalize(email.strip().toLowerCase(Locale.ROOT), Form.NFKC);
    var at = text.lastIndexOf('@');
    return at > 0 && at < text.length() - 1 && text.chars().noneMatch(Character::isWhitespace)
        ? Optional.of(new PersonIdentifier(Kind.EMAIL, withDomain(text, DomainName::ascii)))
        : Optional.empty();
  }

  private static String withDomain(String email, UnaryOperator<String> spelling) {
    var domain = email.lastIndexOf('@') + 1;
    return email.substring(0, domain) + spelling.apply(email.substring(domain));
  }

  /**
   * This, and the ways in which it may be stored where an email was written down as it came, or by
   * an earlier version.
   */
  public Set<PersonIdentifier> spellings() {
    return switch (kind) {
      case LINKEDIN_URL, NAME_AND_COMPANY -> Set.of(this);
      case NAME_AND_DOMAIN ->
          Stream.of(domain(), DomainName.unicode(domain()))
              .map(domain -> new PersonIdentifier(kind, name() + SEPARATOR + domain))
              .collect(Collectors.toSet());
      case EMAIL, NAME_AND_EMAIL, MAILBOX ->
          Stream.of(key, withDomain(key, DomainName::unicode))
              .flatMap(text -> Stream.of(text, Normalizer.normalize(text, Form.NFD)))
              .map(text -> new PersonIdentifier(kind, text))
              .collect(Collectors.toSet());
    };
  }

  /** Empty when the text is not the address of a person's profile. */
  public static Optional<PersonIdentifier> ofLinkedinUrl(@Nullable String url) {
    return Optional.ofNullable(DirectoryKeys.linkedinKey(url))
        .map(key -> new PersonIdentifier(Kind.LINKEDIN_URL, key));
  }

  /** Empty when one of them says nothing. */
  public static Optional<PersonIdentifier> ofNameAndDomain(
      @Nullable String firstName, @Nullable String lastName, @Nullable String domain) {
    var name = DirectoryKeys.nameKey(firstName, lastName);
    var domainKey = DirectoryKeys.domainKey(domain);
    return name == null || domainKey == null
        ? Optional.empty()
        : Optional.of(new PersonIdentifier(Kind.NAME_AND_DOMAIN, name + SEPARATOR + domainKey));
  }

  /** All that names a person and places of work say. */
  public static Set<PersonIdentifier> ofNames(
      String firstName,
      String lastName,
      List<@Nullable String> domains,
      @Nullable String linkedinUrl) {
    var all = new HashSet<PersonIdentifier>();
    ofLinkedinUrl(linkedinUrl).ifPresent(all::add);
    domains.forEach(domain -> ofNameAndDomain(firstName, lastName, domain).ifPresent(all::add));
    return all;
  }

  /** Empty where the employer's domain tells more, or one of them says nothing. */
  public static Optional<PersonIdentifier> ofNameAndCompany(
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String domain,
      @Nullable String companyName) {
    var name = DirectoryKeys.nameKey(firstName, lastName);
    var company = DirectoryKeys.companyKey(companyName);
    return name == null || company == null || DirectoryKeys.domainKey(domain) != null
        ? Optional.empty()
        : Optional.of(new PersonIdentifier(Kind.NAME_AND_COMPANY, name + SEPARATOR + company));
  }

  /** All that a person's emails say, the one at work and the personal one. */
  public static Set<PersonIdentifier> ofMailboxes(
      String firstName, String lastName, @Nullable String email, @Nullable String personalEmail) {
    var all = ofMailbox(firstName, lastName, email, true);
    all.addAll(ofMailbox(firstName, lastName, personalEmail, false));
    return all;
  }

  /**
   * All that an email says of a person of this name: the mailbox, and that it is theirs.
   *
   * @param professional whether its domain is the employer's, unless anybody can have an address
   *     there
   */
  private static Set<PersonIdentifier> ofMailbox(
      String firstName, String lastName, @Nullable String email, boolean professional) {
    var all = new HashSet<PersonIdentifier>();
    ofEmail(email)
        .ifPresent(
            mailbox -> {
              all.add(mailbox);
              var name = DirectoryKeys.nameKey(firstName, lastName);
              if (name != null) {
                mailbox.ofName(name).ifPresent(all::add);
              }
              if (professional) {
                ofNameAndDomain(firstName, lastName, mailbox.domain()).ifPresent(all::add);
              }
            });
    return all;
  }

  /** Of those who share this mailbox, the one of that name; of an office's, none. */
  public Optional<PersonIdentifier> ofName(String nameKey) {
    return isOfRole()
        ? Optional.empty()
        : Optional.of(new PersonIdentifier(Kind.NAME_AND_EMAIL, nameKey + SEPARATOR + key));
  }

  /** This email, as what is told rather than as who it is. */
  public PersonIdentifier asMailbox() {
    return new PersonIdentifier(Kind.MAILBOX, key);
  }

  /** Whether a mailbox is an office's: it is nobody's identity, whoever reads it. */
  public boolean isOfRole() {
    return kind == Kind.EMAIL && EmailLists.isRole(key.substring(0, key.lastIndexOf('@')));
  }

  /** The name, where it is one with something else. */
  public String name() {
    return key.substring(0, key.indexOf(SEPARATOR));
  }

  /** The mailbox, where it is one with a name. */
  public String email() {
    return key.substring(key.indexOf(SEPARATOR) + 1);
  }

  /** The key of the company, where it is one with a name. */
  public String company() {
    return key.substring(key.indexOf(SEPARATOR) + 1);
  }

  /** The domain of an email, or of a name and a domain. */
  public String domain() {
    return key.substring(
        (kind == Kind.NAME_AND_DOMAIN ? key.indexOf(SEPARATOR) : key.lastIndexOf('@')) + 1);
  }

  /** Keeps the person out of logs. */
  @Override
  public String toString() {
    return "PersonIdentifier[" + kind + "]";
  }
}
