package enrichment.activities.lookups;

import enrichment.providers.Capability;
import enrichment.providers.Question;
import enrichment.store.identity.DirectoryKeys;
import enrichment.store.lookups.ContactToLookUp;
import org.jspecify.annotations.Nullable;

/** What a provider is asked about a contact. */
final class ContactQuestion {

  static Question of(Capability capability, ContactToLookUp contact, @Nullable String email) {
    return new Question(
        capability,
        contact.firstName(),
        contact.lastName(),
        domain(contact),
        contact.companyName(),
        contact.linkedinUrl(),
        contact.phoneCountryCodes(),
        email,
        contact.lookup().ticket());
  }

  /** CRMs have web addresses there as well, and vendors want a domain. */
  private static @Nullable String domain(ContactToLookUp contact) {
    var domain = DirectoryKeys.domainKey(contact.domain());
    return domain != null ? domain : contact.domain();
  }

  private ContactQuestion() {}
}
