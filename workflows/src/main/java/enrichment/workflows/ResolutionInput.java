package enrichment.workflows;

import enrichment.domain.ContactKey;
import enrichment.domain.ProviderStep;

/**
 * @param contact whose employer is known by name alone
 * @param step who may know its domain, on which terms
 */
public record ResolutionInput(ContactKey contact, ProviderStep step) {}
