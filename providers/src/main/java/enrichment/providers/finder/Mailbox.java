package enrichment.providers.finder;

import java.util.regex.Pattern;

/** What an answer to {@code RCPT TO} tells of a mailbox. */
enum Mailbox {
  /** It exists, or its server wants us to think so. */
  ACCEPTED,
  /** There is none. */
  UNKNOWN,
  /** It may be asked for again later: greylisting, or trouble of the server's. */
  LATER,
  /** Nothing: it is we who are refused, not the recipient. */
  REFUSED;

  private static final Pattern FULL =
      Pattern.compile(
          "mailbox (is )?full|inbox (is )?full|over ?quota|(quota|storage) (has been )?exceeded"
              + "|exceeded .{0,20}(quota|storage)|out of storage");

  /** Plainly about senders. It also appears beside 5.1.1, which is not to be believed then. */
  private static final Pattern SENDERS_REFUSED =
      Pattern.compile(
          "spamhaus|spamcop|barracuda|sorbs|uceprotect|invaluement|abusix|proofpoint|dnsbl|\\brbl\\b"
              + "|(block|black|deny)[ -]?list|reputation|client host|\\bptr\\b|reverse dns|\\bspf\\b"
              + "|\\bdmarc\\b|blocked|banned|\\bspam|polic(y|ies)");

  private static final Pattern PERHAPS_SENDERS =
      Pattern.compile(
          "not allowed|not permitted|not authori[sz]ed|unauthori[sz]ed|access denied|relay"
              + "|authenticat|sender|prohibited|suspicious|\\bip\\b|rate limit|too many");

  private static final Pattern NOBODY =
      Pattern.compile(
          "(user|recipient|mailbox|address|account|addressee|person)\\b.{0,40}"
              + "\\b(unknown|not found|(does not|doesn't|not) exist|invalid|unavailable|disabled"
              + "|inactive|rejected|not known|not listed|unrouteable)"
              + "|(no such|unknown|invalid|non-?existent|bad|inactive|not a valid|not a known)"
              + " (local |destination )?(user|recipient|mailbox|address|account|person)"
              + "|no mailbox|not our customer|undeliverable address|user not local");

  static Mailbox of(SmtpReply reply) {
    var status = reply.enhanced().orElse("");
    var words = reply.words();
    if (reply.isPositive()) {
      return ACCEPTED;
    }
    // X.2.2 of RFC 3463: what is full exists.
    if (status.endsWith(".2.2") || (!reply.isClosing() && FULL.matcher(words).find())) {
      return ACCEPTED;
    }
    if (reply.isTransient()) {
      return LATER;
    }
    return ofRefusal(reply.code(), status, words);
  }

  private static Mailbox ofRefusal(int code, String status, String words) {
    if (SENDERS_REFUSED.matcher(words).find()) {
      return REFUSED;
    }
    return switch (status) {
      // No mailbox, domain or syntax for it, moved, a domain without mail (RFC 7505); 5.1.10 is
      // also
      // what Exchange says of unknown recipients; 5.2.1 is disabled.
      case "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1" -> UNKNOWN;
      // Exchange Online says that of recipients that a tenant's directory does not have.
      case "5.4.1" -> words.contains("recipient address rejected") ? UNKNOWN : REFUSED;
      // Senders.
      case "5.1.7", "5.1.8" -> REFUSED;
      default -> {
        // X.7: security or policy.
        if (status.startsWith("5.7.")) {
          yield REFUSED;
        } else if (NOBODY.matcher(words).find()) {
          yield UNKNOWN;
        } else if (PERHAPS_SENDERS.matcher(words).find()) {
          yield REFUSED;
        }
        yield code == 550 || code == 551 || code == 553 ? UNKNOWN : REFUSED;
      }
    };
  }
}
