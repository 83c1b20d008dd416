package enrichment.activities;

import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentType;
import enrichment.store.ContactToLookUp;
import enrichment.store.Directory;
import enrichment.store.DirectoryPerson;
import enrichment.store.DirectoryQuery;
import enrichment.store.Findings;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** People whom the operator imported: a CRM export, a licensed file. */
public final class DirectoryProvider implements Provider {

  private final Directory directory;

  public DirectoryProvider(Directory directory) {
    this.directory = directory;
  }

  @Override
  public String name() {
    return "directory";
  }

  @Override
  public boolean answers(EnrichmentType type) {
    return true;
  }

  @Override
  public Duration timeout() {
    return Duration.ofSeconds(5);
  }

  @Override
  public int attempts() {
    return 1;
  }

  @Override
  public Optional<Findings> lookUp(ContactToLookUp contact) {
    return directory
        .find(
            new DirectoryQuery(
                contact.linkedinUrl(),
                contact.firstName(),
                contact.lastName(),
                contact.domain(),
                contact.companyName()))
        .flatMap(person -> findings(person, contact));
  }

  private static Optional<Findings> findings(DirectoryPerson person, ContactToLookUp contact) {
    return switch (contact.type()) {
      case EMAIL ->
          Optional.ofNullable(person.email())
              .map(
                  email ->
                      Findings.ofEmail(
                          email, status(person.emailStatus(), EmailStatus::professional)));
      case PERSONAL_EMAIL ->
          Optional.ofNullable(person.personalEmail())
              .map(
                  email ->
                      Findings.ofPersonalEmail(
                          email, status(person.personalEmailStatus(), EmailStatus::personal)));
      case PHONE ->
          Optional.of(PhoneNumbers.usable(person.phones(), contact.phoneCountryCodes()))
              .filter(phones -> !phones.isEmpty())
              .map(Findings::ofPhones);
    };
  }

  private static EmailStatus status(
      @Nullable String written, Function<EmailStatus, String> writing) {
    return Arrays.stream(EmailStatus.values())
        .filter(status -> writing.apply(status).equals(written))
        .findFirst()
        .orElse(EmailStatus.NOT_AVAILABLE);
  }
}
