package enrichment.api.enrichments;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

record SingleEnrichResponse(
    UUID enrichmentId,
    String firstName,
    String lastName,
    String status,
    @JsonRawValue @Nullable String custom) {}
