package enrichment.domain;

import java.time.Duration;

/**
 * One step of a waterfall: a provider's name and the terms on which it is asked.
 *
 * @param provider the provider's name, as configured
 * @param timeout the longest that one attempt may take
 */
public record ProviderStep(String provider, Duration timeout) {}
