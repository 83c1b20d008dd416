package enrichment.providers.finder;

import java.util.Optional;

/** Remembers how domains write their people. Safe for use by many threads. */
public interface DomainPatterns {

  /**
   * @param domain ASCII, lower case
   */
  Optional<AddressPattern> of(String domain);

  /** Remembers the pattern that an address which certainly exists follows; the last one counts. */
  void learn(String domain, AddressPattern pattern);
}
