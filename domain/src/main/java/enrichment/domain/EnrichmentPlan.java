package enrichment.domain;

import java.util.List;

/**
 * What an accepted enrichment is going to do. Decided once, at admission, then kept with the
 * enrichment and carried in workflow payloads: a replay or a restart never depends on today's
 * configuration.
 *
 * @param type what is looked up
 * @param contacts how many contacts there are, at positions 0 to {@code contacts - 1}
 * @param webhook whether results are POSTed to a webhook
 * @param providers the waterfall, first provider first
 */
public record EnrichmentPlan(
    EnrichmentType type, int contacts, boolean webhook, List<ProviderStep> providers) {

  public EnrichmentPlan {
    providers = List.copyOf(providers);
  }
}
