package enrichment.domain;

import java.util.List;
import java.util.UUID;

/**
 * An enrichment whose books are not closed, as its workflow is started.
 *
 * @param types what its contacts are looked up for, each once
 */
public record OpenEnrichment(
    UUID enrichmentId, UUID accountId, EnrichmentKind kind, List<EnrichmentType> types) {}
