package enrichment.store;

import java.util.UUID;

/** An enrichment that was accepted and whose books are still open. */
public record UnfinishedEnrichment(UUID enrichmentId, NewEnrichment.Kind kind) {}
