package enrichment.store.contacts;

import enrichment.domain.ContactDocument;
import enrichment.domain.Phone;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** One person who was looked up for several types, each in a row of its own, as one contact. */
final class CombinedContact {

  /** The better ones first: what one type found is not made worse by what another did not. */
  private static final List<String> STATUSES =
      List.of(ContactDocument.ERASED, ContactDocument.PENDING, "finished", "cancelled", "failed");

  /**
   * @param parts in the order of their positions, at least one; the first has the id that the
   *     client knows, and what it sent
   */
  static ContactDocument of(List<ContactDocument> parts) {
    var first = parts.getFirst();
    if (parts.size() == 1) {
      return first;
    }
    var hits = parts.stream().filter(part -> part.provider() != null).toList();
    return new ContactDocument(
        first.enrichmentId(),
        first.contactId(),
        first.position(),
        first.firstName(),
        first.lastName(),
        status(parts),
        oneWith(parts, ContactDocument::email).email(),
        oneWith(parts, ContactDocument::email).emailStatus(),
        oneWith(parts, ContactDocument::personalEmail).personalEmail(),
        oneWith(parts, ContactDocument::personalEmail).personalEmailStatus(),
        phones(parts),
        first.custom(),
        provider(hits).orElse(null),
        parts.stream().mapToInt(ContactDocument::credits).sum(),
        !hits.isEmpty() && hits.stream().allMatch(ContactDocument::cached),
        parts.stream().anyMatch(ContactDocument::suppressed));
  }

  private static String status(List<ContactDocument> parts) {
    return STATUSES.stream()
        .filter(status -> parts.stream().anyMatch(part -> part.status().equals(status)))
        .findFirst()
        .orElseThrow();
  }

  private static ContactDocument oneWith(
      List<ContactDocument> parts, Function<ContactDocument, Object> datum) {
    return parts.stream()
        .filter(part -> datum.apply(part) != null)
        .findFirst()
        .orElse(parts.getFirst());
  }

  private static List<Phone> phones(List<ContactDocument> parts) {
    return parts.stream().flatMap(part -> part.phones().stream()).distinct().toList();
  }

  /** The name that all who found something share. */
  private static Optional<String> provider(List<ContactDocument> hits) {
    var names = hits.stream().map(ContactDocument::provider).distinct().toList();
    return names.size() == 1
        ? Optional.of(Objects.requireNonNull(names.getFirst()))
        : Optional.empty();
  }

  private CombinedContact() {}
}
