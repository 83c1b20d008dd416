package enrichment.workflows.maintenance;

import enrichment.domain.UnfinishedPlace;
import org.jspecify.annotations.Nullable;

/**
 * @param started how many workflows
 * @param last where the next page begins; absent: this was the last one
 */
public record RestartPage(int started, @Nullable UnfinishedPlace last) {}
