package enrichment.activities.lookups;

import enrichment.domain.EnrichmentType;
import enrichment.domain.ProviderChains;
import enrichment.domain.ProviderStep;
import enrichment.providers.Capability;
import enrichment.providers.Provider;
import enrichment.workflows.steps.TaskQueues;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The configured providers, for each capability in the order in which they are asked. */
public final class Waterfall {

  private final Map<Capability, List<Provider>> chains;
  private final Map<String, Provider> byName;

  /**
   * @param chains whom to ask for what; nobody for what is not in it
   */
  public Waterfall(Map<Capability, List<Provider>> chains) {
    this.chains = Map.copyOf(chains);
    this.byName =
        chains.values().stream()
            .flatMap(List::stream)
            .distinct()
            .collect(Collectors.toUnmodifiableMap(Provider::name, Function.identity()));
  }

  /** These alone, in this order, each for whatever it can find. */
  public static Waterfall of(Provider... providers) {
    return new Waterfall(
        Arrays.stream(EnrichmentType.values())
            .map(Capability::finding)
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    capability ->
                        Arrays.stream(providers)
                            .filter(provider -> provider.can(capability))
                            .toList())));
  }

  /** Everybody. */
  public Collection<Provider> providers() {
    return byName.values();
  }

  /** A provider of an earlier plan may have been removed from the configuration since. */
  Optional<Provider> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** What an enrichment admitted now is going to ask. */
  public ProviderChains chainsFor(EnrichmentType type) {
    return new ProviderChains(
        steps(Capability.finding(type)),
        type == EnrichmentType.PHONE ? List.of() : steps(Capability.EMAIL_VERIFICATION),
        type == EnrichmentType.EMAIL ? steps(Capability.COMPANY_DOMAIN) : List.of());
  }

  private List<ProviderStep> steps(Capability capability) {
    return chains.getOrDefault(capability, List.of()).stream().map(Waterfall::step).toList();
  }

  private static ProviderStep step(Provider provider) {
    var terms = provider.terms();
    return new ProviderStep(
        terms.name(),
        terms.timeout(),
        hasOwnQueue(provider) ? TaskQueues.lookups(terms.name()) : null);
  }

  /**
   * Slots belong to a task queue. So whoever calls out has one of its own, and nothing of ours, nor
   * another vendor, waits behind its calls.
   */
  public static boolean hasOwnQueue(Provider provider) {
    return provider.callsOut()
        || provider.terms().rate() != null
        || provider.terms().concurrency() != null;
  }
}
