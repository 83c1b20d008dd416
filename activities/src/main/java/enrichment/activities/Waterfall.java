package enrichment.activities;

import enrichment.domain.EnrichmentType;
import enrichment.domain.ProviderStep;
import java.util.List;
import java.util.Optional;

/** The configured providers, in the order in which they are asked. */
public final class Waterfall {

  private final List<Provider> providers;

  public Waterfall(List<Provider> providers) {
    this.providers = List.copyOf(providers);
  }

  /** What an enrichment admitted now is going to ask. */
  List<ProviderStep> stepsFor(EnrichmentType type) {
    return providers.stream()
        .filter(provider -> provider.answers(type))
        .map(provider -> new ProviderStep(provider.name(), provider.timeout()))
        .toList();
  }

  /** A provider of an earlier plan may have been removed from the configuration since. */
  Optional<Provider> find(String name) {
    return providers.stream().filter(provider -> provider.name().equals(name)).findFirst();
  }
}
