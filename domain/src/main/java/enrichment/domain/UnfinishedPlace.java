package enrichment.domain;

import java.util.UUID;

/** How far a walk through unfinished enrichments has come: up to this one, in their order. */
public record UnfinishedPlace(UUID accountId, UUID enrichmentId) {}
