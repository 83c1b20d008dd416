package enrichment.providers.finder;

import java.util.regex.Pattern;

/** What stands before the {@code @}. */
final class LocalPart {

  /** A Dot-string of RFC 5321, 4.1.2, whose atoms are those of RFC 5322, 3.2.3. */
  private static final Pattern DOT_STRING =
      Pattern.compile("[\\w!#$%&'*+/=?^`{|}~-]+(\\.[\\w!#$%&'*+/=?^`{|}~-]+)*");

  /** In octets: RFC 5321, 4.5.3.1.1. */
  private static final int LONGEST = 64;

  static boolean isValid(String localPart) {
    return localPart.length() <= LONGEST && DOT_STRING.matcher(localPart).matches();
  }

  private LocalPart() {}
}
