package enrichment.store;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something by which a person is recognised, in whatever spelling.
 *
 * @param key as {@link DirectoryKeys} makes them; of an email: without white space at its ends, in
 *     lower case
 */
public record PersonIdentifier(Kind kind, String key) {

  /** What an identifier is made of. Stored by {@link #wireName}. */
  public enum Kind {
    EMAIL,
    LINKEDIN_URL,
    NAME_AND_DOMAIN;

    /** As it is written in JSON. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind ofWireName(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  private static final String SEPARATOR = "\n";

  /** Empty when the text is no email address. */
  public static Optional<PersonIdentifier> ofEmail(@Nullable String email) {
    if (email == null) {
      return Optional.empty();
    }
    var key = email.strip().toLowerCase(Locale.ROOT);
    var at = key.lastIndexOf('@');
    return at > 0 && at < key.length() - 1 && key.chars().noneMatch(Character::isWhitespace)
        ? Optional.of(new PersonIdentifier(Kind.EMAIL, key))
        : Optional.empty();
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

  /** All by which somebody is recognised of whom this is known. */
  static Set<PersonIdentifier> of(
      String firstName,
      String lastName,
      List<@Nullable String> domains,
      @Nullable String linkedinUrl,
      List<@Nullable String> emails) {
    var all = new HashSet<PersonIdentifier>();
    ofLinkedinUrl(linkedinUrl).ifPresent(all::add);
    domains.forEach(domain -> ofNameAndDomain(firstName, lastName, domain).ifPresent(all::add));
    emails.forEach(email -> ofEmail(email).ifPresent(all::add));
    return all;
  }

  /** The part before the domain, where this is a name and a domain. */
  String name() {
    return key.substring(0, key.indexOf(SEPARATOR));
  }

  /** The domain of an email, or of a name and a domain. */
  String domain() {
    return key.substring((kind == Kind.EMAIL ? key.lastIndexOf('@') : key.indexOf(SEPARATOR)) + 1);
  }

  /** Keeps the person out of logs. */
  @Override
  public String toString() {
    return "PersonIdentifier[" + kind + "]";
  }
}
