package enrichment.api.enrichments;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param firstName absent when the contact was erased meanwhile, as are the last name and what the
 *     client sent
 */
record SingleEnrichResponse(
    UUID enrichmentId,
    @Nullable String firstName,
    @Nullable String lastName,
    String status,
    @JsonRawValue @Nullable String custom) {}
