package enrichment.domain;

import java.util.List;

/**
 * What an accepted enrichment is going to do. Decided once, at admission, then kept with the
 * enrichment and carried in workflow payloads: a replay or a restart never depends on today's
 * configuration.
 *
 * @param type what is looked up
 * @param contacts how many contacts there are, at positions 0 to {@code contacts - 1}
 * @param webhook whether each contact's result is POSTed to a webhook
 * @param providers the waterfall, first provider first
 * @param finishedWebhook whether one more message is POSTed when all contacts are final
 */
public record EnrichmentPlan(
    EnrichmentType type,
    int contacts,
    boolean webhook,
    List<ProviderStep> providers,
    boolean finishedWebhook) {

  public EnrichmentPlan {
    providers = List.copyOf(providers);
  }
}
