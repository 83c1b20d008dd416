package enrichment.api.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import enrichment.store.AccountProfile;
import enrichment.store.CreditBalance;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param status {@code active} or {@code suspended}
 * @param reuseDays for how long a hit is used again for an equal contact, without charge
 * @param credits for the operator
 */
public record AccountResponse(
    UUID accountId,
    String name,
    String status,
    List<String> defaultPhoneCountryCodes,
    int reuseDays,
    Consent personalEmailConsent,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Credits credits,
    String createdAt) {

  /**
   * @param termsVersion what was consented to; null where that was not recorded
   */
  record Consent(boolean given, @Nullable String termsVersion, @Nullable String givenAt) {

    static Consent of(@Nullable Instant givenAt) {
      return new Consent(givenAt != null, null, givenAt == null ? null : givenAt.toString());
    }
  }

  record Credits(long available, long held) {}

  static AccountResponse of(AccountProfile profile) {
    return of(profile, (Credits) null);
  }

  public static AccountResponse of(AccountProfile profile, CreditBalance balance) {
    return of(profile, new Credits(balance.available(), balance.held()));
  }

  private static AccountResponse of(AccountProfile profile, @Nullable Credits credits) {
    return new AccountResponse(
        profile.accountId(),
        profile.name(),
        profile.suspended() ? "suspended" : "active",
        profile.defaultPhoneCountryCodes(),
        profile.reuseDays(),
        Consent.of(profile.consentedAt()),
        credits,
        profile.createdAt().toString());
  }
}
