package enrichment.store.directory;

import enrichment.store.identity.DirectoryKeys;
import enrichment.store.identity.DirectoryQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person of the directory, as imported: fields keep the spelling they came with.
 *
 * @param linkedinUrl the LinkedIn profile, in any spelling that {@link DirectoryKeys#linkedinKey}
 *     understands
 * @param domain the employer's domain
 * @param email the professional address
 * @param emailStatus {@code deliverable}, {@code catch-all} or {@code N/A}; {@code N/A} where there
 *     is no email
 * @param personalEmailStatus {@code valid}, {@code catch-all} or {@code N/A}; {@code N/A} where
 *     there is no personal email
 * @param phones numbers in E.164
 */
public record DirectoryPerson(
    @Nullable String linkedinUrl,
    String firstName,
    String lastName,
    @Nullable String domain,
    @Nullable String companyName,
    @Nullable String email,
    String emailStatus,
    @Nullable String personalEmail,
    String personalEmailStatus,
    List<String> phones) {

  public DirectoryPerson {
    phones = List.copyOf(phones);
  }

  /** What it is found by. */
  public DirectoryKeys keys() {
    return DirectoryKeys.of(
        new DirectoryQuery(linkedinUrl, firstName, lastName, domain, companyName));
  }
}
