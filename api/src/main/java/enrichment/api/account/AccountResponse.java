package enrichment.api.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import enrichment.store.accounts.AccountProfile;
import enrichment.store.credits.CreditBalance;
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
   * @param termsVersion to which version of the terms; null where nobody has said
   */
  record Consent(boolean given, @Nullable String termsVersion, @Nullable String givenAt) {

    static Consent of(AccountProfile profile) {
      var givenAt = profile.consentedAt();
      return givenAt == null
          ? new Consent(false, null, null)
          : new Consent(true, profile.termsVersion(), givenAt.toString());
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
        Consent.of(profile),
        credits,
        profile.createdAt().toString());
  }
}
