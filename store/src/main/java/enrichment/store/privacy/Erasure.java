package enrichment.store.privacy;

import enrichment.store.lookups.Lookups;
import java.time.Instant;
import java.util.UUID;

/**
 * What was erased, without a word of whom.
 *
 * @param contacts of how many contacts nothing is left
 * @param deliveries how many webhook messages were about them
 * @param directory how many people were taken out of the directory
 * @param callsMayBegin whether contacts were being looked up: a call about them that was permitted
 *     just before begins within {@link Lookups#TIME_TO_CALL} of the erasure
 */
public record Erasure(
    UUID erasureId,
    Instant erasedAt,
    int contacts,
    int deliveries,
    int directory,
    boolean callsMayBegin) {}
