package enrichment.providers.finder;

import enrichment.providers.finder.NoAnswerException.Reason;
import java.io.Serial;

/** TLS was offered and did not come about. */
final class TlsException extends SmtpException {

  @Serial private static final long serialVersionUID = 1;

  TlsException() {
    super(Reason.BROKEN_OFF);
  }
}
