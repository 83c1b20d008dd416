package enrichment.activities.lookups;

import enrichment.domain.EmailStatus;
import enrichment.domain.Findings;
import enrichment.domain.FoundPerson;
import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.Cost;
import enrichment.providers.PhoneNumbers;
import enrichment.providers.Provider;
import enrichment.providers.ProviderTerms;
import enrichment.providers.Question;
import enrichment.store.directory.Directory;
import enrichment.store.directory.DirectoryPerson;
import enrichment.store.identity.DirectoryQuery;
import java.time.Duration;
import java.util.Optional;

/** People whom the operator imported: a CRM export, a licensed file. */
public final class DirectoryProvider implements Provider {

  public static final String NAME = "directory";

  public static final ProviderTerms TERMS =
      new ProviderTerms(NAME, Duration.ofSeconds(5), 1, null, null, Cost.FREE, true);

  private final Directory directory;

  public DirectoryProvider(Directory directory) {
    this.directory = directory;
  }

  @Override
  public ProviderTerms terms() {
    return TERMS;
  }

  @Override
  public boolean can(Capability capability) {
    return knows(capability);
  }

  @Override
  public boolean callsOut() {
    return false;
  }

  public static boolean knows(Capability capability) {
    return capability != Capability.EMAIL_VERIFICATION;
  }

  @Override
  public Answer ask(Question question) {
    if (question.capability() == Capability.COMPANY_DOMAIN) {
      return Optional.ofNullable(question.companyName())
          .flatMap(directory::domainOf)
          .<Answer>map(Answer.Resolved::new)
          .orElse(Answer.NOT_FOUND);
    }
    return directory
        .find(
            new DirectoryQuery(
                question.linkedinUrl(),
                question.firstName(),
                question.lastName(),
                question.domain(),
                question.companyName()))
        .<Answer>flatMap(
            person ->
                findings(person, question)
                    .map(findings -> new Answer.Found(findings, whose(person))))
        .orElse(Answer.NOT_FOUND);
  }

  private static FoundPerson whose(DirectoryPerson person) {
    return new FoundPerson(
        person.firstName(),
        person.lastName(),
        person.domain(),
        person.linkedinUrl(),
        person.email(),
        person.personalEmail());
  }

  private static Optional<Findings> findings(DirectoryPerson person, Question question) {
    return switch (question.capability()) {
      case EMAIL ->
          Optional.ofNullable(person.email())
              .map(
                  email ->
                      Findings.ofEmail(email, EmailStatus.ofProfessional(person.emailStatus())));
      case PERSONAL_EMAIL ->
          Optional.ofNullable(person.personalEmail())
              .map(
                  email ->
                      Findings.ofPersonalEmail(
                          email, EmailStatus.ofPersonal(person.personalEmailStatus())));
      case PHONE ->
          Optional.of(PhoneNumbers.usable(person.phones(), question.phoneCountryCodes()))
              .filter(phones -> !phones.isEmpty())
              .map(Findings::ofPhones);
      case EMAIL_VERIFICATION, COMPANY_DOMAIN -> Optional.empty();
    };
  }
}
