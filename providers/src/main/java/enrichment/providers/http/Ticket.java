package enrichment.providers.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a question is known by until it is answered. It remembers when it was put, since nobody else
 * does.
 *
 * @param vendors what the vendor calls it
 */
record Ticket(Instant submitted, String vendors) {

  static Optional<Ticket> parse(String written) {
    var colon = written.indexOf(':');
    return colon > 0 && written.substring(0, colon).matches("[0-9]{1,12}")
        ? Optional.of(
            new Ticket(
                Instant.ofEpochSecond(Long.parseLong(written.substring(0, colon))),
                written.substring(colon + 1)))
        : Optional.empty();
  }

  boolean isOlderThan(Duration age, Instant now) {
    return submitted.plus(age).isBefore(now);
  }

  @Override
  public String toString() {
    return submitted.getEpochSecond() + ":" + vendors;
  }
}
