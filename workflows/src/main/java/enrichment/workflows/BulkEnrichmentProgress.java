package enrichment.workflows;

import enrichment.domain.EnrichmentTotals;

/**
 * @param contacts how many contacts the batch has; 0 until it is admitted
 * @param ended how many of them have ended, and how
 */
public record BulkEnrichmentProgress(int contacts, EnrichmentTotals ended) {}
