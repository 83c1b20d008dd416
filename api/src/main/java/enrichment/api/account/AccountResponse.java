package enrichment.api.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import enrichment.store.AccountProfile;
import enrichment.store.CreditBalance;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param status {@code active} or {@code suspended}
 * @param reuseDays for how long a hit is used again for an equal contact, without charge
 * @param credits for the operator
 * @param webUi for the operator: the account's workflows in Temporal's web UI, where that is known
 */
public record AccountResponse(
    UUID accountId,
    String name,
    String status,
    List<String> defaultPhoneCountryCodes,
    int reuseDays,
    Consent personalEmailConsent,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Credits credits,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String webUi,
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
    return with(profile, null, null);
  }

  /** For the operator. */
  public static AccountResponse of(
      AccountProfile profile, CreditBalance balance, @Nullable String webUi) {
    return with(profile, new Credits(balance.available(), balance.held()), webUi);
  }

  private static AccountResponse with(
      AccountProfile profile, @Nullable Credits credits, @Nullable String webUi) {
    return new AccountResponse(
        profile.accountId(),
        profile.name(),
        profile.suspended() ? "suspended" : "active",
        profile.defaultPhoneCountryCodes(),
        profile.reuseDays(),
        Consent.of(profile),
        credits,
        webUi,
        profile.createdAt().toString());
  }
}
