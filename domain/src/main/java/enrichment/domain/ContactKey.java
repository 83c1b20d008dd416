package enrichment.domain;

import java.util.UUID;

/**
 * Where a contact stands: its enrichment and its place in it, from 0. The business key of every
 * effect on a contact, whatever workflow run causes it.
 */
public record ContactKey(UUID enrichmentId, int position) {}
