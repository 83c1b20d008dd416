package enrichment.workflows;

import enrichment.domain.ContactKey;
import enrichment.domain.ProviderStep;

/**
 * @param contact whose email
 * @param step the verifier, and its terms
 * @param finder the provider that found the email
 * @param last whether there is no further verifier, so that the email counts as it is when this one
 *     cannot tell
 */
public record VerificationInput(
    ContactKey contact, ProviderStep step, String finder, boolean last) {}
