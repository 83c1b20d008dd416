package enrichment.providers.config;

import enrichment.providers.Capability;
import enrichment.providers.Provider;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which providers are asked for what, in which order. */
public final class ProvidersFile {

  private final Map<Capability, List<String>> chains;
  private final Map<String, Provider> providers;
  private final List<Skipped> skipped;
  private final List<String> unused;

  ProvidersFile(
      Map<Capability, List<String>> chains,
      Map<String, Provider> providers,
      List<Skipped> skipped,
      List<String> unused) {
    this.chains = chains;
    this.providers = providers;
    this.skipped = skipped;
    this.unused = unused;
  }

  /**
   * A provider that is not asked, since its key is not there.
   *
   * @param variable the environment variable that would hold it
   */
  public record Skipped(String name, String variable) {}

  /**
   * Reads a file whole, whatever is wrong with it.
   *
   * @param fileName for messages
   * @param text YAML
   * @param environment where keys are looked up
   * @param kinds by the name that {@code kind:} gives; {@code http} and {@code directory} among
   *     them. A kind that needs no settings can be named in a chain as it is
   * @throws InvalidProvidersFileException listing everything that is wrong
   */
  public static ProvidersFile read(
      String fileName,
      String text,
      Map<String, String> environment,
      Map<String, ProviderKind> kinds) {
    return new ProvidersFileReader(fileName, environment, kinds).read(text);
  }

  /** The names of the definitions that come ready-made, sorted. */
  public static List<String> vendors() {
    return new Vendors(ProvidersFile.class.getClassLoader()).names();
  }

  /** The names of those who are asked for this, in order, without those that are skipped. */
  public List<String> chain(Capability capability) {
    return chains.getOrDefault(capability, List.of());
  }

  /** All that any chain names, each once, without those that are skipped. */
  public Collection<Provider> providers() {
    return providers.values();
  }

  public Optional<Provider> provider(String name) {
    return Optional.ofNullable(providers.get(name));
  }

  public List<Skipped> skipped() {
    return skipped;
  }

  /** Those that the file defines and no chain names. */
  public List<String> unused() {
    return unused;
  }
}
