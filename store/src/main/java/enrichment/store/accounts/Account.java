package enrichment.store.accounts;

import java.util.List;
import java.util.UUID;

/**
 * @param personalEmailConsent whether the account has consented to personal emails being looked up
 * @param defaultPhoneCountryCodes ISO 3166-1 alpha-2; which phones count when a request names none;
 *     empty: all
 * @param reuseDays for how long a hit is used again for an equal contact, without charge
 */
public record Account(
    UUID accountId,
    String name,
    boolean personalEmailConsent,
    List<String> defaultPhoneCountryCodes,
    int reuseDays) {

  /** What an account has that says nothing else. */
  public static final int USUAL_REUSE_DAYS = 30;

  public Account(
      UUID accountId,
      String name,
      boolean personalEmailConsent,
      List<String> defaultPhoneCountryCodes) {
    this(accountId, name, personalEmailConsent, defaultPhoneCountryCodes, USUAL_REUSE_DAYS);
  }

  public Account {
    defaultPhoneCountryCodes = List.copyOf(defaultPhoneCountryCodes);
  }
}
