package enrichment.store.lookups;

import enrichment.domain.LookupOutcome;
import java.math.BigDecimal;
import java.time.Duration;

/** What calls have come to, for tests. */
public final class LookupEnds {

  public static final LookupEnd HIT =
      LookupEnd.answered(LookupOutcome.FOUND, Duration.ofMillis(80), BigDecimal.ONE);
  public static final LookupEnd MISS =
      LookupEnd.answered(LookupOutcome.NOT_FOUND, Duration.ofMillis(40), BigDecimal.ZERO);

  private LookupEnds() {}
}
