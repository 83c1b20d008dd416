package enrichment.providers.finder;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a mail exchanger says to a command (RFC 5321, 4.2).
 *
 * @param lines without their codes; at least one
 */
record SmtpReply(int code, List<String> lines) {

  /** RFC 3463, 2. */
  private static final Pattern ENHANCED = Pattern.compile("^([245]\\.\\d{1,3}\\.\\d{1,3})(?!\\S)");

  /** What is meant stands at the beginning, and patterns take their time with long texts. */
  private static final int LONGEST_TEXT = 1000;

  SmtpReply {
    lines = List.copyOf(lines);
  }

  boolean isPositive() {
    return code >= 200 && code < 300;
  }

  boolean isTransient() {
    return code >= 400 && code < 500;
  }

  /** The server closes the connection. */
  boolean isClosing() {
    return code == 421;
  }

  /** Such as {@code 5.1.1}; empty where the server says none. */
  Optional<String> enhanced() {
    return lines.stream()
        .map(ENHANCED::matcher)
        .filter(matcher -> matcher.find())
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  /** Its beginning in lower case, without the addresses that it repeats. */
  String words() {
    var text = String.join(" ", lines);
    return text.substring(0, Math.min(text.length(), LONGEST_TEXT))
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\S*@\\S*", "");
  }

  /** Keeps what servers say of people out of logs. */
  @Override
  public String toString() {
    return "SmtpReply[" + code + "]";
  }
}
