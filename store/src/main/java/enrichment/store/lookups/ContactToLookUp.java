package enrichment.store.lookups;

import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact, as a provider is about to be asked about it.
 *
 * @param phoneCountryCodes ISO 3166-1 alpha-2; which phones count; empty: all
 * @param domain the employer's, as given or as resolved
 * @param ended how the contact has ended; there is nothing to ask any more
 * @param suppressed whether nobody may be asked about the person, or the person was erased
 * @param stopped whether no lookup may begin any more: its enrichment is being cancelled, or the
 *     account's consent was revoked
 * @param acceptedFor how long ago its enrichment was accepted
 * @param leads whether its lookups are the ones that count for all contacts equal to it
 */
public record ContactToLookUp(
    EnrichmentType type,
    List<String> phoneCountryCodes,
    String firstName,
    String lastName,
    @Nullable String domain,
    @Nullable String companyName,
    @Nullable String linkedinUrl,
    @Nullable ContactOutcome ended,
    boolean suppressed,
    boolean stopped,
    Duration acceptedFor,
    boolean leads,
    LookupState lookup,
    ProviderHealth provider) {

  public ContactToLookUp {
    phoneCountryCodes = List.copyOf(phoneCountryCodes);
  }

  /** Keeps the person out of logs. */
  @Override
  public String toString() {
    return "ContactToLookUp";
  }
}
