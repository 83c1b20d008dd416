package enrichment.providers.finder;

import java.io.Serial;

/** A domain's mail exchangers have not said whether a mailbox exists. */
final class NoAnswerException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  /** Why. The further down, the more it tells of the domain. */
  enum Reason {
    /** None has an address that may be dialled. */
    NOT_PUBLIC("mx_not_public"),
    /** None accepts connections; or nobody's mail gets out of here. */
    UNREACHABLE("mx_unreachable"),
    /** Connections broke off, fell silent, or said what is no SMTP. */
    BROKEN_OFF("smtp_broken_off"),
    /** They refuse us, whatever we ask. */
    REFUSED("smtp_policy"),
    /** They want to be asked later (4yz). */
    LATER("greylisted"),
    /** Others are asking them. */
    BUSY("mx_busy"),
    /** There was no time left to ask. */
    OUT_OF_TIME("timeout");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    /** For {@link enrichment.providers.ProviderException#reason()}. */
    String code() {
      return code;
    }
  }

  private final Reason reason;

  NoAnswerException(Reason reason) {
    super(reason.code());
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
