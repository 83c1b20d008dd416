package enrichment.workflows;

import enrichment.domain.ContactKey;
import enrichment.domain.ProviderStep;

/**
 * @param contact which contact
 * @param step whom to ask, on which terms
 * @param last whether the plan has no further provider, so that a miss ends the contact
 */
public record LookupInput(ContactKey contact, ProviderStep step, boolean last) {}
