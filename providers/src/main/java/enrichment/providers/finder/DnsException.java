package enrichment.providers.finder;

import java.io.Serial;

/** DNS has not said whether there is what it was asked for; later it may. */
final class DnsException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  DnsException(Throwable cause) {
    super("dns_unanswered", cause);
  }
}
