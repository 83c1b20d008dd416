package enrichment.cli.kit;

import java.time.Duration;

/**
 * How long is waited for what.
 *
 * @param firstDelay before a request is repeated; each delay is about twice the one before
 * @param longestDelay where the server does not ask for a longer one
 * @param patience for how long a request is repeated
 * @param longestPoll between two looks at what is not finished
 */
public record Pace(
    Duration firstDelay, Duration longestDelay, Duration patience, Duration longestPoll) {

  /** For somebody who waits for the answer. */
  public static final Pace ATTENDED =
      new Pace(
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2));

  /** For what may take hours: a restart of the server is sat out. */
  public static final Pace UNATTENDED =
      new Pace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          Duration.ofSeconds(5));
}
