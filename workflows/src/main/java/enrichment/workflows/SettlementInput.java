package enrichment.workflows;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;

/**
 * @param outcome anything but {@link ContactOutcome#FOUND}, which only a lookup can tell
 */
public record SettlementInput(ContactKey contact, ContactOutcome outcome) {}
