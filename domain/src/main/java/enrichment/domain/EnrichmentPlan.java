package enrichment.domain;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an accepted enrichment is going to do. Decided once, at admission, then kept with the
 * enrichment and carried in workflow payloads: a replay or a restart never depends on today's
 * configuration. Plans of earlier versions lack the last three.
 *
 * @param type what is looked up
 * @param contacts how many contacts there are, at positions 0 to {@code contacts - 1}
 * @param webhook whether each contact's result is POSTed to a webhook
 * @param providers the waterfall, first provider first
 * @param finishedWebhook whether one more message is POSTed when all contacts are final
 * @param verifiers who is asked about an email that its provider has not verified, first one first
 * @param resolvers who is asked for a company's domain, first one first
 * @param withoutDomain the positions of the contacts for which they are
 */
public record EnrichmentPlan(
    EnrichmentType type,
    int contacts,
    boolean webhook,
    List<ProviderStep> providers,
    boolean finishedWebhook,
    List<ProviderStep> verifiers,
    List<ProviderStep> resolvers,
    Set<Integer> withoutDomain) {

  public EnrichmentPlan {
    providers = List.copyOf(providers);
    verifiers = orNone(verifiers);
    resolvers = orNone(resolvers);
    withoutDomain = withoutDomain == null ? Set.of() : Set.copyOf(withoutDomain);
  }

  /** What of this plan concerns one contact: it travels with each. */
  public EnrichmentPlan of(int position) {
    return new EnrichmentPlan(
        type,
        contacts,
        webhook,
        providers,
        finishedWebhook,
        verifiers,
        withoutDomain.contains(position) ? resolvers : List.of(),
        withoutDomain.contains(position) ? Set.of(position) : Set.of());
  }

  private static List<ProviderStep> orNone(@Nullable List<ProviderStep> steps) {
    return steps == null ? List.of() : List.copyOf(steps);
  }
}
