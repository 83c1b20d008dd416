package enrichment.domain;

import java.time.Duration;

/** How long the steps of a lookup may take, where more than one part has to know. */
public final class LookupTimes {

  /**
   * For so long a lookup keeps an answer that the database does not take, and offers it again: it
   * is paid for. Ten minutes outlast a restart, a failover and a disk that stalls.
   */
  public static final Duration TO_RECORD = Duration.ofMinutes(10);

  private LookupTimes() {}
}
