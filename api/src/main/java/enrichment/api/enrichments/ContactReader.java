package enrichment.api.enrichments;

import enrichment.api.http.RequestObject;
import enrichment.domain.DomainName;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Placeholder;
import enrichment.domain.WrittenText;
import enrichment.store.contacts.NewContact;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one contact, be it of a batch or the only one. */
final class ContactReader {

  private static final int MAX_NAME = 200;

  /** Taken as it is: providers know how to read a URL or a domain in capitals. */
  private static final int MAX_DOMAIN = 300;

  private static final int MAX_COMPANY = 300;
  private static final int MAX_URL = 2048;

  private static final Pattern DASHES = Pattern.compile("[\\p{Pd}\\s]+");

  /**
   * @param types what is looked up, which decides what a contact must have; none when that itself
   *     is wrong
   * @return the contact; meaningless when a problem was told
   */
  static NewContact read(RequestObject contact, UUID contactId, List<EnrichmentType> types) {
    var firstName = contact.requiredText("firstname", MAX_NAME);
    var lastName = contact.requiredText("lastname", MAX_NAME);
    var domain = domain(contact);
    var linkedinUrl = linkedinUrl(contact);
    types.forEach(type -> requireWhatTheTypeNeeds(contact, domain, linkedinUrl, type));
    return new NewContact(
        contactId,
        Objects.requireNonNullElse(firstName, ""),
        Objects.requireNonNullElse(lastName, ""),
        domain,
        contact.text("company_name", MAX_COMPANY),
        linkedinUrl,
        contact.custom());
  }

  /**
   * As it was written. A placeholder, a provider of mailboxes, a page at a social network and any
   * text without a dot count as none; other text that is no domain name would keep its person from
   * being recognised, and is refused.
   */
  private static @Nullable String domain(RequestObject contact) {
    var domain = contact.text("domain", MAX_DOMAIN);
    if (domain == null || DomainName.ofEmployer(domain) != null) {
      return domain;
    }
    if (DomainName.of(domain) != null
        || Placeholder.is(domain)
        || !WrittenText.plain(domain).contains(".")) {
      return null;
    }
    contact.broken("domain", "must be one domain name");
    return domain;
  }

  private static void requireWhatTheTypeNeeds(
      RequestObject contact,
      @Nullable String domain,
      @Nullable String linkedinUrl,
      EnrichmentType type) {
    switch (type) {
      case EMAIL -> {
        if (domain == null && contact.isMissing("company_name")) {
          contact.broken("domain", "is required for email, unless there is a company_name");
        }
      }
      case PHONE, PERSONAL_EMAIL -> {
        if (linkedinUrl == null) {
          contact.broken("linkedin_url", "is required for " + type.wireName());
        }
      }
    }
  }

  private static @Nullable String linkedinUrl(RequestObject contact) {
    var url = contact.text("linkedin_url", MAX_URL);
    if (url != null && (Placeholder.is(url) || DASHES.matcher(url).matches())) {
      return null;
    }
    if (url != null && !LinkedinUrls.isLinkedinUrl(url)) {
      contact.broken("linkedin_url", "must be a URL on linkedin.com");
    }
    return url;
  }

  private ContactReader() {}
}
