package enrichment.api.admin;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param expiresAt RFC 3339; null: never
 * @param available what the account can spend now
 */
record GrantResponse(
    UUID accountId, long amount, String reference, @Nullable String expiresAt, long available) {}
