package enrichment.providers.finder;

import static enrichment.providers.finder.SmtpScript.ACCEPTED;
import static enrichment.providers.finder.SmtpScript.UNKNOWN;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a company's mail is like, and what is true of its people then.
 *
 * @see ScenariosTest
 */
enum Scenario {
  PLAIN(Truth.FOUND, it -> it),
  NOBODY_IS_KNOWN(Truth.NOBODY, it -> it.on("RCPT", UNKNOWN)),
  UNKNOWN_AS_SENDMAIL_SAYS(Truth.FOUND, unknown("553 5.3.0 no such user here")),
  UNKNOWN_AS_EXCHANGE_SAYS(
      Truth.FOUND,
      unknown("550 5.4.1 Recipient address rejected: Access denied. [a.outlook.test]")),
  UNKNOWN_WITHOUT_A_STATUS(
      Truth.FOUND, unknown("550 Requested action not taken: mailbox unavailable")),
  UNKNOWN_IN_MANY_LINES(
      Truth.FOUND,
      unknown("550-5.1.1 The email account does not exist.\r\n550-5.1.1 Try\r\n550 5.1.1 again")),
  ACCEPTED_IN_MANY_LINES(
      Truth.FOUND,
      it -> it.on("", "220-mx.test\r\n220-\r\n220 ESMTP").on("MAIL", "250-2.1.0 Sender\r\n250 Ok")),
  FULL_FOR_NOW(Truth.FOUND, accepted("452 4.2.2 The mailbox is over quota")),
  FULL_FOR_GOOD(Truth.FOUND, accepted("552 5.2.2 Mailbox full")),
  DISABLED(Truth.NOBODY, accepted("550 5.2.1 The account is disabled")),

  CATCH_ALL(Truth.CATCH_ALL, it -> it.on("RCPT", ACCEPTED)),
  CATCH_ALL_OF_LEARNT_PATTERN(Truth.CATCH_ALL_LEARNT, it -> it.on("RCPT", ACCEPTED)),

  GREYLISTED(Truth.FOUND, it -> it.greylisting("450 4.7.1 Greylisted")),
  GREYLISTED_IF_KNOWN(
      Truth.FOUND, it -> it.on("RCPT", onlyKnown(it, it.greylisting("451 4.2.0 Come back later")))),
  GREYLISTED_AT_THE_GREETING(Truth.FOUND, it -> it.greetingFirst(50, "450 4.7.0 Later")),
  GREYLISTED_FOR_EVER(Truth.NEVER_ANSWERED, it -> it.on("RCPT", "450 4.7.1 Greylisted")),
  BUSY_FOR_EVER(Truth.NEVER_ANSWERED, it -> it.on("", "421 4.3.2 Too busy")),
  SENDER_GREYLISTED_FOR_EVER(Truth.NEVER_ANSWERED, it -> it.on("MAIL", "451 4.3.0 Not now")),

  OFFERS_TLS(Truth.FOUND, SmtpScript::offeringTls),
  DEMANDS_TLS(
      Truth.FOUND,
      it ->
          it.offeringTls()
              .on(
                  "MAIL",
                  (sender, session) ->
                      session.encrypted() ? "250 Ok" : "530 5.7.0 STARTTLS first")),
  OFFERS_TLS_THAT_FAILS(Truth.FOUND, it -> it.offeringTls().on("STARTTLS", SmtpScript.BROKEN_TLS)),
  OFFERS_TLS_AND_BREAKS_OFF(Truth.FOUND, it -> it.offeringTls().on("STARTTLS", SmtpScript.DROP)),
  OFFERS_TLS_AND_DECLINES(
      Truth.FOUND, it -> it.offeringTls().on("STARTTLS", "454 4.7.0 Not available")),
  SPEAKS_HELO_ONLY(Truth.FOUND, it -> it.on("EHLO", "500 5.5.1 What?")),

  REFUSES_US_AT_THE_GREETING(Truth.REFUSED, it -> it.on("", "554 5.7.1 Blocked")),
  REFUSES_OUR_NAME(Truth.REFUSED, it -> it.on("EHLO", "550 5.7.1 No").on("HELO", "550 5.7.1 No")),
  REFUSES_OUR_SENDER(Truth.REFUSED, it -> it.on("MAIL", "550 5.7.1 Sender rejected")),
  REFUSES_US_AT_EVERY_RECIPIENT(
      Truth.REFUSED, it -> it.on("RCPT", "550 Client host blocked using zen.spamhaus.test")),
  REFUSES_US_AT_EVERY_RECIPIENT_WITH_A_STATUS(
      Truth.REFUSED, it -> it.on("RCPT", "554 5.7.1 Access denied")),

  BREAKS_OFF_AT_THE_GREETING(Truth.BROKEN_OFF, it -> it.on("", SmtpScript.DROP)),
  BREAKS_OFF_AT_EHLO(Truth.BROKEN_OFF, it -> it.on("EHLO", SmtpScript.DROP)),
  BREAKS_OFF_AT_MAIL(Truth.BROKEN_OFF, it -> it.on("MAIL", SmtpScript.DROP)),
  BREAKS_OFF_AT_RCPT(Truth.BROKEN_OFF, it -> it.on("RCPT", SmtpScript.DROP)),
  BREAKS_OFF_AFTER_THREE_RECIPIENTS(Truth.FOUND, it -> it.afterRecipients(3, SmtpScript.DROP)),
  CLOSES_AFTER_THREE_RECIPIENTS(Truth.FOUND, it -> it.afterRecipients(3, "421 Too many errors")),
  HAS_ITS_FILL_AFTER_THREE_RECIPIENTS(
      Truth.FOUND, it -> it.afterRecipients(3, "452 4.5.3 Too many recipients")),
  BREAKS_OFF_AT_QUIT(Truth.FOUND, it -> it.on("QUIT", SmtpScript.DROP)),

  SPEAKS_NO_SMTP(Truth.BROKEN_OFF, it -> it.on("", "HTTP/1.1 400 Bad Request")),
  SAYS_A_LINE_WITHOUT_AN_END(Truth.BROKEN_OFF, it -> it.on("EHLO", SmtpScript.ENDLESS_LINE)),
  SAYS_LINES_WITHOUT_AN_END(Truth.BROKEN_OFF, it -> it.on("RCPT", SmtpScript.ENDLESS_LINES)),
  CONTRADICTS_ITSELF(Truth.BROKEN_OFF, it -> it.on("RCPT", "250-Ok\r\n550 Unknown")),

  KEEPS_US_WAITING_AT_THE_GREETING(Truth.TARPIT, it -> it.on("", SmtpScript.SILENCE)),
  KEEPS_US_WAITING_BYTE_BY_BYTE(Truth.TARPIT, it -> it.on("EHLO", SmtpScript.DRIP)),
  KEEPS_US_WAITING_AT_RCPT(Truth.TARPIT, it -> it.on("RCPT", SmtpScript.SILENCE)),

  TAKES_NO_MAIL(Truth.NOBODY, it -> it),
  DOES_NOT_EXIST(Truth.NOBODY, it -> it),
  HAS_NO_MX(Truth.FOUND, it -> it),
  HAS_A_FIRST_MX_THAT_IS_DOWN(Truth.FOUND, it -> it),
  HAS_A_FIRST_MX_THAT_IS_BUSY(Truth.FOUND, it -> it),
  HAS_MX_THAT_ARE_ALL_DOWN(Truth.UNREACHABLE, it -> it),
  HAS_AN_MX_INSIDE(Truth.INSIDE, it -> it),
  HAS_BROKEN_DNS(Truth.DNS_BROKEN, it -> it);

  /** What is to be said of a person whose address is known to the scenario's author. */
  enum Truth {
    FOUND("DELIVERABLE", "DELIVERABLE"),
    NOBODY("not found", "UNDELIVERABLE"),
    CATCH_ALL("not found", "CATCH_ALL"),
    CATCH_ALL_LEARNT("CATCH_ALL", "CATCH_ALL"),
    NEVER_ANSWERED("REFUSED greylisted", "UNKNOWN"),
    REFUSED("REFUSED smtp_policy", "UNKNOWN"),
    BROKEN_OFF("NOT_YET smtp_broken_off", "UNKNOWN"),
    TARPIT("NOT_YET smtp_broken_off", "UNKNOWN"),
    UNREACHABLE("NOT_YET mx_unreachable", "UNKNOWN"),
    INSIDE("REFUSED mx_not_public", "UNKNOWN"),
    DNS_BROKEN("NOT_YET dns_unanswered", "NOT_YET dns_unanswered");

    final String found;
    final String verified;

    Truth(String found, String verified) {
      this.found = found;
      this.verified = verified;
    }
  }

  final Truth truth;
  private final UnaryOperator<SmtpScript> script;

  Scenario(Truth truth, UnaryOperator<SmtpScript> script) {
    this.truth = truth;
    this.script = script;
  }

  SmtpScript script(Predicate<String> knows) {
    return script.apply(SmtpScript.accepting(knows));
  }

  private static UnaryOperator<SmtpScript> unknown(String answer) {
    return it ->
        it.on("RCPT", (address, session) -> instead(it, address, session, UNKNOWN, answer));
  }

  private static UnaryOperator<SmtpScript> accepted(String answer) {
    return it ->
        it.on("RCPT", (address, session) -> instead(it, address, session, ACCEPTED, answer));
  }

  private static String instead(
      SmtpScript script, String address, SmtpScript.Session session, String usual, String answer) {
    var said = rcpt(script, address, session);
    return said.equals(usual) ? answer : said;
  }

  private static SmtpScript.Answer onlyKnown(SmtpScript plain, SmtpScript greylisting) {
    return (address, session) ->
        rcpt(plain, address, session).equals(UNKNOWN)
            ? UNKNOWN
            : rcpt(greylisting, address, session);
  }

  private static String rcpt(SmtpScript script, String address, SmtpScript.Session session) {
    return script.answer("RCPT TO:<" + address + ">", session);
  }
}
