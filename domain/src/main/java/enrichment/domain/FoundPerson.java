package enrichment.domain;

import org.jspecify.annotations.Nullable;

/**
 * Who it is that a provider has found, by the provider's own record: it may say more than the
 * question did, and more than the answer.
 */
public record FoundPerson(
    String firstName,
    String lastName,
    @Nullable String domain,
    @Nullable String linkedinUrl,
    @Nullable String email,
    @Nullable String personalEmail) {

  /** Keeps the person out of logs. */
  @Override
  public String toString() {
    return "FoundPerson";
  }
}
