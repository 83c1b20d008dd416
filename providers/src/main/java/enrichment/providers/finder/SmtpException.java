package enrichment.providers.finder;

import enrichment.providers.finder.NoAnswerException.Reason;
import java.io.IOException;
import java.io.Serial;

/** A session has come to nothing. */
sealed class SmtpException extends IOException permits TlsException {

  @Serial private static final long serialVersionUID = 1;

  private final Reason reason;

  SmtpException(Reason reason) {
    super(reason.code());
    this.reason = reason;
  }

  SmtpException(Reason reason, IOException cause) {
    super(reason.code(), cause);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
