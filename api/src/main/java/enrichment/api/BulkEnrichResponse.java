package enrichment.api;

import java.util.UUID;

record BulkEnrichResponse(UUID enrichmentId, String status) {}
