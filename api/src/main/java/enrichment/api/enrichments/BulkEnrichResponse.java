package enrichment.api.enrichments;

import java.util.UUID;

record BulkEnrichResponse(UUID enrichmentId, String status) {}
