package enrichment.store.accounts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account as its holder sees it, and the operator.
 *
 * @param suspended whether its keys are refused
 * @param consentedAt since when personal emails may be looked up; null: they may not
 * @param termsVersion to which version of the terms that consent is
 */
public record AccountProfile(
    UUID accountId,
    String name,
    boolean suspended,
    List<String> defaultPhoneCountryCodes,
    int reuseDays,
    @Nullable Instant consentedAt,
    @Nullable String termsVersion,
    Instant createdAt) {

  public AccountProfile {
    defaultPhoneCountryCodes = List.copyOf(defaultPhoneCountryCodes);
  }
}
