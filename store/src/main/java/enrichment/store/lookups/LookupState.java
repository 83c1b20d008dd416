package enrichment.store.lookups;

import enrichment.domain.Findings;
import enrichment.domain.LookupOutcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a question to a provider is.
 *
 * @param attempts how often it was put and did not fail harmlessly
 * @param underWay whether it was put, and nothing has been heard since
 * @param ticket what the provider calls it, which has taken it and has yet to answer
 * @param said how it ended; it is not put again
 * @param age since when it is there; zero for a new one
 * @param deferredFor for how long the provider is waited for, if it is
 * @param toVerify for a verification, what is to be verified
 */
public record LookupState(
    int attempts,
    boolean underWay,
    @Nullable String ticket,
    @Nullable LookupOutcome said,
    Duration age,
    @Nullable Duration deferredFor,
    @Nullable Findings toVerify) {}
