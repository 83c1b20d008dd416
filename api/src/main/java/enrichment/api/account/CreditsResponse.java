package enrichment.api.account;

import enrichment.domain.EnrichmentType;
import enrichment.store.credits.CreditBalance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * @param expiring what is available for a time only, soonest first
 * @param prices the credits of a hit, by enrichment type
 */
record CreditsResponse(
    long available, long held, List<ExpiringCredits> expiring, Map<String, Integer> prices) {

  /**
   * @param expiresAt RFC 3339
   */
  record ExpiringCredits(long amount, String expiresAt) {}

  static CreditsResponse of(CreditBalance balance) {
    var prices = new LinkedHashMap<String, Integer>();
    for (var type : EnrichmentType.values()) {
      prices.put(type.wireName(), type.credits());
    }
    return new CreditsResponse(
        balance.available(),
        balance.held(),
        balance.expiring().stream()
            .map(lot -> new ExpiringCredits(lot.amount(), lot.expiresAt().toString()))
            .toList(),
        prices);
  }
}
