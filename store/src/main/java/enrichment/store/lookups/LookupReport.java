package enrichment.store.lookups;

import enrichment.domain.LookupOutcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a contact's trace.
 *
 * @param about for a verification, the provider whose email was verified; else empty
 * @param outcome null while the provider has yet to answer
 * @param waitsForAnswer whether the provider has taken the question
 * @param verdict what a verifier said
 * @param error what went wrong, the last time
 * @param attempts how many calls were made, but for those that it was too busy for
 * @param took how long they took, all together
 * @param cost in whatever unit the operator counts; null when nobody knows
 */
public record LookupReport(
    String provider,
    String askedFor,
    String about,
    @Nullable LookupOutcome outcome,
    boolean waitsForAnswer,
    @Nullable String verdict,
    @Nullable String error,
    int attempts,
    Instant startedAt,
    @Nullable Instant endedAt,
    Duration took,
    @Nullable BigDecimal cost) {}
