package enrichment.store.credits;

import java.time.Instant;
import java.util.List;

/**
 * An account's credits at one moment.
 *
 * @param available what new enrichments can hold
 * @param held what running enrichments have put aside and neither charged nor returned
 * @param expiring what is available for a time only, soonest first
 */
public record CreditBalance(long available, long held, List<Expiring> expiring) {

  public CreditBalance {
    expiring = List.copyOf(expiring);
  }

  /** Of credits that never expire. */
  public CreditBalance(long available, long held) {
    this(available, held, List.of());
  }

  /** Credits that expire at one moment. */
  public record Expiring(long amount, Instant expiresAt) {}
}
