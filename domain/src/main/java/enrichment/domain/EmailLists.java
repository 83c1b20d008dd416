package enrichment.domain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Domains at which nobody has a professional address, and local parts that are nobody's own. The
 * lists are made by {@code dev/update-email-lists}; each says in its head from what.
 */
public final class EmailLists {

  private static final Set<String> DISPOSABLE = read("disposable-domains.txt");
  private static final Set<String> FREE_MAIL = read("free-mail-domains.txt");
  private static final Set<String> ROLES = read("role-local-parts.txt");

  /** Whether addresses there are thrown away after use; so are those of its subdomains. */
  public static boolean isDisposable(String domain) {
    return contains(DISPOSABLE, domain);
  }

  /** Whether anybody can have an address there. */
  public static boolean isFreeMail(String domain) {
    return contains(FREE_MAIL, domain);
  }

  /** Whether addresses there say nothing of their owners' employers. */
  public static boolean isPublic(String domain) {
    return isFreeMail(domain) || isDisposable(domain);
  }

  /** As {@link #isPublic}; not the name of a provider's own staff, which is below its own. */
  static boolean isMailProvider(String domain) {
    return FREE_MAIL.contains(domain.toLowerCase(Locale.ROOT)) || isDisposable(domain);
  }

  /** Whether it is an office's rather than a person's: info, sales, noreply. */
  public static boolean isRole(String localPart) {
    return ROLES.contains(localPart.toLowerCase(Locale.ROOT));
  }

  /** Whether the domain is one of them, or below one. */
  static boolean contains(Set<String> domains, String domain) {
    var rest = domain.toLowerCase(Locale.ROOT);
    while (!domains.contains(rest)) {
      int dot = rest.indexOf('.');
      if (dot < 0) {
        return false;
      }
      rest = rest.substring(dot + 1);
    }
    return true;
  }

  private static Set<String> read(String file) {
    var stream = Objects.requireNonNull(EmailLists.class.getResourceAsStream(file), file);
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EmailLists() {}
}
