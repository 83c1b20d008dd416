package enrichment.workflows;

import enrichment.domain.LookupOutcome;

/**
 * @param outcome {@link LookupOutcome#FOUND} when the contact has a domain now
 */
public record ResolutionResult(LookupOutcome outcome) {}
