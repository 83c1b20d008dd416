package enrichment.providers.finder;

import enrichment.providers.ProviderException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a question that is to be put again. It has no names and no addresses: whoever
 * puts the question again has them.
 *
 * @param postponements how often the mail exchangers have asked for patience
 * @param seed makes the random recipient the same again. Greylisting lets through what it has seen
 *     before: a sender, a recipient and where they come from
 * @param catchAllRuledOut whether the domain has refused that recipient
 * @param refused ranks of the candidates that do not exist
 */
record Ticket(int postponements, long seed, boolean catchAllRuledOut, SortedSet<Integer> refused) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String VERSION = "1";

  Ticket {
    refused = Collections.unmodifiableSortedSet(new TreeSet<>(refused));
  }

  /**
   * @param written null: the question is new
   * @throws ProviderException when it is none of this finder's
   */
  static Ticket read(@Nullable String written) throws ProviderException {
    if (written == null) {
      return new Ticket(0, RANDOM.nextLong(), false, new TreeSet<>());
    }
    var parts = written.split(":", -1);
    try {
      if (parts.length == 5 && parts[0].equals(VERSION)) {
        return new Ticket(
            Integer.parseUnsignedInt(parts[1]),
            Long.parseUnsignedLong(parts[2], Character.MAX_RADIX),
            parts[3].equals("y"),
            ranks(parts[4]));
      }
    } catch (NumberFormatException e) {
      // As any other text that is no ticket.
    }
    throw new ProviderException(ProviderException.Kind.REFUSED, "ticket_unreadable");
  }

  String write() {
    return String.join(
        ":",
        VERSION,
        Integer.toString(postponements),
        Long.toUnsignedString(seed, Character.MAX_RADIX),
        catchAllRuledOut ? "y" : "n",
        refused.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  Ticket postponed() {
    return new Ticket(postponements + 1, seed, catchAllRuledOut, refused);
  }

  Ticket rulingOutCatchAll() {
    return new Ticket(postponements, seed, true, refused);
  }

  Ticket refusing(Candidate candidate) {
    var more = new TreeSet<>(refused);
    more.add(candidate.rank());
    return new Ticket(postponements, seed, catchAllRuledOut, more);
  }

  boolean knows(Candidate candidate) {
    return refused.contains(candidate.rank());
  }

  private static SortedSet<Integer> ranks(String written) {
    return written.isEmpty()
        ? new TreeSet<>()
        : Arrays.stream(written.split(","))
            .map(Integer::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
