package enrichment.store.lookups;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A provider, as all workers together see it.
 *
 * @param troubled whether it has failed the last time
 * @param failing why its circuit is open; null when it is not
 * @param probeIn for how long nobody may probe an open circuit
 * @param pausedFor for how long it has asked not to be asked
 */
public record ProviderHealth(
    boolean troubled, @Nullable String failing, Duration probeIn, Duration pausedFor) {}
