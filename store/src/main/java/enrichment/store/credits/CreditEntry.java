package enrichment.store.credits;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the ledger.
 *
 * @param kind grant, hold, capture, release or expire
 * @param amount positive, whatever the kind
 * @param enrichmentId for a hold and what became of it
 * @param position of the contact whose credits were captured or released
 * @param reference the grant's, also where it is the grant that expired
 * @param expiresAt when what is left of a grant expires
 */
public record CreditEntry(
    long entryId,
    String kind,
    long amount,
    @Nullable UUID enrichmentId,
    @Nullable Integer position,
    @Nullable String reference,
    @Nullable Instant expiresAt,
    Instant createdAt) {}
