package enrichment.store.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be different about an account; null: that stays. */
public record AccountChange(
    @Nullable String name,
    @Nullable List<String> defaultPhoneCountryCodes,
    @Nullable Integer reuseDays) {}
