package enrichment.api;

import java.net.IDN;
import java.util.regex.Pattern;

/** What looks like the name of a host on the internet: RFC 1123, section 2.1, with two labels. */
final class HostNames {

  private static final Pattern HOST_NAME =
      Pattern.compile("(?i)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])");

  static final int MAX_LENGTH = 253;

  /** An internationalised name is one if its ASCII form is (RFC 3490). */
  static boolean isHostName(String text) {
    try {
      var ascii = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED);
      return ascii.length() <= MAX_LENGTH && HOST_NAME.matcher(ascii).matches();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private HostNames() {}
}
