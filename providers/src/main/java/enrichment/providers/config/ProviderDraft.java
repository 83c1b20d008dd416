package enrichment.providers.config;

import enrichment.providers.Capability;
import enrichment.providers.Provider;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A provider whose settings have been read.
 *
 * @param capabilities what it can be asked for
 * @param opening makes the provider; called at most once, and not when anything is wrong with the
 *     file
 */
public record ProviderDraft(Set<Capability> capabilities, Supplier<Provider> opening) {

  public ProviderDraft {
    capabilities = Set.copyOf(capabilities);
  }
}
