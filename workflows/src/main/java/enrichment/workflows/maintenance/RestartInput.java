package enrichment.workflows.maintenance;

import enrichment.domain.Unfinished;
import enrichment.domain.UnfinishedPlace;
import org.jspecify.annotations.Nullable;

/**
 * @param why which enrichments
 * @param after absent: from the first on
 */
public record RestartInput(Unfinished why, @Nullable UnfinishedPlace after) {}
