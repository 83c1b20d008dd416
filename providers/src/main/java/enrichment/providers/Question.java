package enrichment.providers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider is asked.
 *
 * @param capability what for; a provider is asked for nothing that it cannot do
 * @param domain the employer's, as the client gave it, or as it was resolved from the company's
 *     name
 * @param linkedinUrl the person's profile
 * @param phoneCountryCodes ISO 3166-1 alpha-2: which phones count; empty: all
 * @param email the address to verify; present for {@link Capability#EMAIL_VERIFICATION} alone
 * @param ticket what an earlier {@link Answer.Pending} called this question; null when it has not
 *     been put yet
 */
public record Question(
    Capability capability,
    String firstName,
    String lastName,
    @Nullable String domain,
    @Nullable String companyName,
    @Nullable String linkedinUrl,
    List<String> phoneCountryCodes,
    @Nullable String email,
    @Nullable String ticket) {

  public Question {
    phoneCountryCodes = List.copyOf(phoneCountryCodes);
  }

  /** Keeps the person out of logs. */
  @Override
  public String toString() {
    return "Question[" + capability + "]";
  }
}
