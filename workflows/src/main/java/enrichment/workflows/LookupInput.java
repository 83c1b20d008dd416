package enrichment.workflows;

import enrichment.domain.ContactKey;
import enrichment.domain.ProviderStep;

/**
 * @param contact which contact
 * @param step whom to ask, on which terms
 * @param last whether the plan has no further provider, so that a miss ends the contact
 * @param verified whether an email that the provider has not verified is going to be verified, so
 *     that it does not end the contact yet
 * @param patient whether a provider that cannot be asked now is waited for
 */
public record LookupInput(
    ContactKey contact, ProviderStep step, boolean last, boolean verified, boolean patient) {}
