package enrichment.providers;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The terms on which a provider is asked.
 *
 * @param name its name in configuration, plans, results and the trace: {@code [a-z0-9-]}, at most
 *     40
 * @param timeout the longest that one {@link Provider#ask} may take. It must keep to that itself
 * @param attempts after how many calls that failed the next provider is asked about a contact
 * @param rate null: no limit
 * @param concurrency how many calls of one worker may be under way at a time; null: as many as
 *     usual
 * @param repeatable whether a call of which nobody knows if it was answered is made again. Where it
 *     is not, the contact goes on to the next provider, and nothing is ever paid twice
 */
public record ProviderTerms(
    String name,
    Duration timeout,
    int attempts,
    @Nullable Rate rate,
    @Nullable Integer concurrency,
    Cost cost,
    boolean repeatable) {}
