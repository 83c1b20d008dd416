package enrichment.providers.finder;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * What a scripted mail exchanger answers.
 *
 * @param answers by verb; the greeting's is empty
 */
record SmtpScript(Map<String, Answer> answers) {

  /** Instead of an answer: the connection is closed. */
  static final String DROP = "(drop)";

  /** Instead of an answer: nothing, for ever. */
  static final String SILENCE = "(silence)";

  /** Instead of an answer: a byte now and then, for ever. */
  static final String DRIP = "(drip)";

  /** Instead of an answer: bytes without an end. */
  static final String ENDLESS_LINE = "(endless line)";

  /** Instead of an answer: lines without an end. */
  static final String ENDLESS_LINES = "(endless lines)";

  /** After the answer to STARTTLS: what is no TLS. */
  static final String BROKEN_TLS = "220 2.0.0 Ready (broken)";

  static final String UNKNOWN = "550 5.1.1 User unknown";
  static final String ACCEPTED = "250 2.1.5 Ok";

  /** The answer to one command. */
  @FunctionalInterface
  interface Answer {
    /**
     * @param argument the address for MAIL and RCPT, else whatever follows the verb
     * @param session what the connection is like so far
     */
    String to(String argument, Session session);
  }

  /** A connection, as scripts see it. */
  record Session(boolean encrypted, int recipients) {}

  static SmtpScript accepting(Predicate<String> knows) {
    return new SmtpScript(Map.of())
        .on("", "220 mx.test ESMTP")
        .on("EHLO", "250-mx.test greets you\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 1000000")
        .on("HELO", "250 mx.test")
        .on("MAIL", "250 2.1.0 Ok")
        .on("RCPT", (address, session) -> knows.test(address) ? ACCEPTED : UNKNOWN)
        .on("RSET", "250 2.0.0 Ok")
        .on("QUIT", "221 2.0.0 Bye");
  }

  static SmtpScript knowing(String... addresses) {
    return accepting(Set.of(addresses)::contains);
  }

  SmtpScript on(String verb, String answer) {
    return on(verb, (argument, session) -> answer);
  }

  SmtpScript on(String verb, Answer answer) {
    var more = new HashMap<>(answers);
    more.put(verb, answer);
    return new SmtpScript(Map.copyOf(more));
  }

  SmtpScript offeringTls() {
    return on(
            "EHLO",
            (name, session) ->
                session.encrypted() ? "250 mx.test" : "250-mx.test\r\n250-starttls\r\n250 SIZE")
        .on("STARTTLS", "220 2.0.0 Ready");
  }

  /** Whoever it has not seen before has to come again; then it is answered as otherwise. */
  SmtpScript greylisting(String answer) {
    var seen = ConcurrentHashMap.<String>newKeySet();
    var otherwise = answers.get("RCPT");
    return on(
        "RCPT", (address, session) -> seen.add(address) ? answer : otherwise.to(address, session));
  }

  /** Answers otherwise for so many recipients of a session. */
  SmtpScript afterRecipients(int count, String answer) {
    var otherwise = answers.get("RCPT");
    return on(
        "RCPT",
        (address, session) ->
            session.recipients() >= count ? answer : otherwise.to(address, session));
  }

  /** Says it to the first so many connections. */
  SmtpScript greetingFirst(int count, String greeting) {
    var left = new AtomicInteger(count);
    var otherwise = answers.get("");
    return on(
        "",
        (nothing, session) ->
            left.getAndDecrement() > 0 ? greeting : otherwise.to(nothing, session));
  }

  String answer(String line, Session session) {
    var verb = line.split("[ :]", 2)[0];
    var argument =
        line.contains("<")
            ? line.substring(line.indexOf('<') + 1, line.lastIndexOf('>'))
            : line.substring(verb.length()).strip();
    var answer = answers.get(verb);
    return answer == null ? "502 5.5.2 Not recognized" : answer.to(argument, session);
  }
}
