package enrichment.store.contacts;

import enrichment.store.identity.DirectoryQuery;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contact as the client sent it.
 *
 * @param custom the text of a JSON object, kept as it is
 */
public record NewContact(
    UUID contactId,
    String firstName,
    String lastName,
    @Nullable String domain,
    @Nullable String companyName,
    @Nullable String linkedinUrl,
    @Nullable String custom) {

  /** Whom the directory is to be asked about. */
  public DirectoryQuery query() {
    return new DirectoryQuery(linkedinUrl, firstName, lastName, domain, companyName);
  }

  /** The same person once more, to be looked up for something else. */
  public NewContact again(UUID contactId) {
    return new NewContact(contactId, firstName, lastName, domain, companyName, linkedinUrl, null);
  }
}
