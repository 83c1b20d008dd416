package enrichment.providers.finder;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Forgets everything when the process ends. */
public final class InMemoryDomainPatterns implements DomainPatterns {

  private final Map<String, AddressPattern> patterns = new ConcurrentHashMap<>();

  @Override
  public Optional<AddressPattern> of(String domain) {
    return Optional.ofNullable(patterns.get(domain));
  }

  @Override
  public void learn(String domain, AddressPattern pattern) {
    patterns.put(domain, pattern);
  }
}
