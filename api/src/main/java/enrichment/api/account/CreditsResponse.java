package enrichment.api.account;

import enrichment.domain.EnrichmentType;
import enrichment.store.CreditBalance;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * @param prices the credits of a hit, by enrichment type
 */
record CreditsResponse(long available, long held, Map<String, Integer> prices) {

  static CreditsResponse of(CreditBalance balance) {
    var prices = new LinkedHashMap<String, Integer>();
    for (var type : EnrichmentType.values()) {
      prices.put(type.wireName(), type.credits());
    }
    return new CreditsResponse(balance.available(), balance.held(), prices);
  }
}
