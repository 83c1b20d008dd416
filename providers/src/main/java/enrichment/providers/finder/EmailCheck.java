package enrichment.providers.finder;

import enrichment.providers.EmailVerdict;
import enrichment.providers.finder.NoAnswerException.Reason;

/** Whether one address exists. */
final class EmailCheck {

  /**
   * @throws NoAnswerException when the exchangers do not say enough
   */
  static EmailVerdict check(EmailAddress address, long seed, Recipients recipients)
      throws NoAnswerException, InterruptedException {
    var nobody = recipients.check(EmailAddress.ofNobody(seed, address.domain()));
    if (nobody == Mailbox.REFUSED) {
      return EmailVerdict.UNKNOWN;
    }
    return switch (recipients.check(address.written())) {
      case UNKNOWN -> EmailVerdict.UNDELIVERABLE;
      case REFUSED -> EmailVerdict.UNKNOWN;
      case LATER -> throw new NoAnswerException(Reason.LATER);
      case ACCEPTED ->
          switch (nobody) {
            case ACCEPTED -> EmailVerdict.CATCH_ALL;
            case UNKNOWN -> EmailVerdict.DELIVERABLE;
            // Whether the domain accepts everybody is not known yet.
            default -> throw new NoAnswerException(Reason.LATER);
          };
    };
  }

  private EmailCheck() {}
}
