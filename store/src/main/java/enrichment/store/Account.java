package enrichment.store;

import java.util.List;
import java.util.UUID;

/**
 * @param personalEmailConsent whether the account has consented to personal emails being looked up
 * @param defaultPhoneCountryCodes ISO 3166-1 alpha-2; which phones count when a request names none;
 *     empty: all
 */
public record Account(
    UUID accountId,
    String name,
    boolean personalEmailConsent,
    List<String> defaultPhoneCountryCodes) {

  public Account {
    defaultPhoneCountryCodes = List.copyOf(defaultPhoneCountryCodes);
  }
}
