package enrichment.store.privacy;

import enrichment.store.identity.PersonIdentifier;
import java.time.Instant;
import java.util.UUID;

/**
 * That a person is not looked up.
 *
 * @param identifier what the person was named by
 */
public record Suppression(
    UUID suppressionId, PersonIdentifier.Kind identifier, Instant createdAt) {}
