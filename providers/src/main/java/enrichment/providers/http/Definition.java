package enrichment.providers.http;

import enrichment.providers.Capability;
import enrichment.providers.ProviderTerms;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of a vendor.
 *
 * @param key null where none is needed
 * @param check null where there is no free call
 */
record Definition(
    ProviderTerms terms,
    @Nullable String key,
    Map<Capability, Dialogue> dialogues,
    @Nullable Check check) {

  /** Keeps the key out of logs. */
  @Override
  public String toString() {
    return "Definition[" + terms.name() + "]";
  }
}
