package enrichment.workflows;

import java.util.UUID;

/** Everything else about the batch is read from the database, and decided at admission. */
public record BulkEnrichmentInput(UUID enrichmentId) {}
