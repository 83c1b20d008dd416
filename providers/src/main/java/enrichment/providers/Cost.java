package enrichment.providers;

import java.math.BigDecimal;

/** What a call costs whoever runs this service, in whatever unit they count. */
public record Cost(BigDecimal hit, BigDecimal miss) {

  public static final Cost FREE = new Cost(BigDecimal.ZERO, BigDecimal.ZERO);
}
