package enrichment.providers.finder;

import java.util.Optional;

/** An address that SMTP can be asked about as it is: ASCII, and nothing quoted. */
record EmailAddress(String localPart, String domain) {

  static Optional<EmailAddress> read(String written) {
    int at = written.lastIndexOf('@');
    if (at < 0 || !LocalPart.isValid(written.substring(0, at))) {
      return Optional.empty();
    }
    return MailDomain.of(written.substring(at + 1))
        .map(domain -> new EmailAddress(written.substring(0, at), domain));
  }

  /** Somebody at the same domain whom nobody knows, unless the domain knows everybody. */
  static String ofNobody(long seed, String domain) {
    return "x" + Long.toUnsignedString(seed, Character.MAX_RADIX) + "@" + domain;
  }

  String written() {
    return localPart + "@" + domain;
  }

  /** Keeps the person out of logs. */
  @Override
  public String toString() {
    return "EmailAddress";
  }
}
