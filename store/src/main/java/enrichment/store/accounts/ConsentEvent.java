package enrichment.store.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Consent to personal emails being looked up was given, or revoked.
 *
 * @param givenBy who has consented; null of a revocation
 * @param termsVersion to which version of the terms; null of a revocation, or if nobody has said
 * @param address from where the request came; null: from the operator
 */
public record ConsentEvent(
    boolean given,
    @Nullable String givenBy,
    @Nullable String termsVersion,
    @Nullable String address,
    Instant at) {}
