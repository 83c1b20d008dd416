package enrichment.store;

import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentType;
import enrichment.domain.LookupOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact, as a provider is about to be asked about it.
 *
 * @param attempt which attempt at this provider this is, from 1
 * @param ended how the contact has ended; there is nothing to ask any more
 * @param answered what this provider said before; it is not to be asked again
 * @param phoneCountryCodes ISO 3166-1 alpha-2; which phones count; empty: all
 */
public record ContactToLookUp(
    EnrichmentType type,
    List<String> phoneCountryCodes,
    String firstName,
    String lastName,
    @Nullable String domain,
    @Nullable String companyName,
    @Nullable String linkedinUrl,
    int attempt,
    @Nullable ContactOutcome ended,
    @Nullable LookupOutcome answered) {

  public ContactToLookUp {
    phoneCountryCodes = List.copyOf(phoneCountryCodes);
  }
}
