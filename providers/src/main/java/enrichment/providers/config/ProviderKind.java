package enrichment.providers.config;

import enrichment.providers.Capability;
import enrichment.providers.Provider;
import java.util.EnumSet;
import java.util.stream.Stream;

/**
 * A kind of provider: what {@code kind:} names. Most providers are of the kind {@code http} and
 * need no code; this is a small interface for those that do.
 */
public interface ProviderKind {

  /**
   * Reads the settings of one provider. It opens nothing: that is left to the {@link
   * ProviderDraft}, which is opened only when the whole file is sound and the provider is used.
   *
   * @param name the provider's name, which its terms must give too
   * @param settings to be asked for every key that there may be. What is wrong with one is said
   *     there, and reading goes on with whatever value it gives
   */
  ProviderDraft read(String name, Settings settings);

  /** A provider that is there already, has no settings, and is named for its kind. */
  static ProviderKind of(Provider provider) {
    return (name, settings) -> {
      if (!name.equals(provider.name())) {
        settings.refuse("cannot be another " + provider.name());
      }
      var capabilities = EnumSet.noneOf(Capability.class);
      Stream.of(Capability.values()).filter(provider::can).forEach(capabilities::add);
      return new ProviderDraft(capabilities, () -> provider);
    };
  }
}
