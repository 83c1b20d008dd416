package enrichment.domain;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an accepted enrichment is going to do. Decided once, at admission, then kept with the
 * enrichment and carried in workflow payloads: a replay or a restart never depends on today's
 * configuration. Plans of earlier versions lack the last five.
 *
 * @param type what is looked up
 * @param contacts how many contacts there are, at positions 0 to {@code contacts - 1}
 * @param webhook whether each contact's result is POSTed to a webhook
 * @param providers the waterfall, first provider first
 * @param finishedWebhook whether one more message is POSTed when all contacts are final
 * @param verifiers who is asked about an email that its provider has not verified, first one first
 * @param resolvers who is asked for a company's domain, first one first
 * @param withoutDomain the positions of the contacts for which they are
 * @param parts where one person is looked up for several types, what is done at each position; else
 *     none, and the above holds for all
 * @param waits whether its contacts wait for their turn among those of the account's batches
 */
public record EnrichmentPlan(
    EnrichmentType type,
    int contacts,
    boolean webhook,
    List<ProviderStep> providers,
    boolean finishedWebhook,
    List<ProviderStep> verifiers,
    List<ProviderStep> resolvers,
    Set<Integer> withoutDomain,
    List<Part> parts,
    boolean waits) {

  /** What is done at one position, as in a plan of its own. */
  public record Part(
      EnrichmentType type,
      List<ProviderStep> providers,
      List<ProviderStep> verifiers,
      List<ProviderStep> resolvers) {

    public Part {
      providers = List.copyOf(providers);
      verifiers = List.copyOf(verifiers);
      resolvers = List.copyOf(resolvers);
    }
  }

  /** For all contacts alike, and at once. */
  public EnrichmentPlan(
      EnrichmentType type,
      int contacts,
      boolean webhook,
      List<ProviderStep> providers,
      boolean finishedWebhook,
      List<ProviderStep> verifiers,
      List<ProviderStep> resolvers,
      Set<Integer> withoutDomain) {
    this(
        type,
        contacts,
        webhook,
        providers,
        finishedWebhook,
        verifiers,
        resolvers,
        withoutDomain,
        List.of(),
        false);
  }

  public EnrichmentPlan {
    providers = List.copyOf(providers);
    verifiers = orNone(verifiers);
    resolvers = orNone(resolvers);
    withoutDomain = withoutDomain == null ? Set.of() : Set.copyOf(withoutDomain);
    parts = parts == null ? List.of() : List.copyOf(parts);
  }

  /** What of this plan concerns one contact: it travels with each. */
  public EnrichmentPlan of(int position) {
    var part = parts.isEmpty() ? partForAll(position) : parts.get(position);
    return new EnrichmentPlan(
        part.type(),
        contacts,
        webhook,
        part.providers(),
        finishedWebhook,
        part.verifiers(),
        part.resolvers(),
        withoutDomain.contains(position) ? Set.of(position) : Set.of());
  }

  private Part partForAll(int position) {
    return new Part(
        type, providers, verifiers, withoutDomain.contains(position) ? resolvers : List.of());
  }

  private static List<ProviderStep> orNone(@Nullable List<ProviderStep> steps) {
    return steps == null ? List.of() : List.copyOf(steps);
  }
}
