package enrichment.activities.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.domain.LookupOutcome;
import enrichment.providers.Answer;
import enrichment.providers.EmailVerdict;
import enrichment.providers.Rate;
import enrichment.store.contacts.NewContact;
import enrichment.store.credits.CreditBalance;
import enrichment.store.directory.Directory;
import enrichment.store.directory.DirectoryPerson;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.privacy.Erasures;
import enrichment.store.privacy.Suppressions;
import enrichment.store.sql.Ids;
import enrichment.workflows.LookupResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody is asked about those who are suppressed, or erased, and nothing is told of them. */
class SuppressedLookupsTest {

  private static final String EMAIL = "ada@analytical.example";
  private static final String PROFILE = "https://www.linkedin.com/in/ada-lovelace";
  private static final PersonIdentifier BY_EMAIL = PersonIdentifier.ofEmail(EMAIL).orElseThrow();
  private static final PersonIdentifier BY_PROFILE =
      PersonIdentifier.ofLinkedinUrl(PROFILE).orElseThrow();
  private static final PersonIdentifier BY_NAME =
      PersonIdentifier.ofNameAndDomain("Ada", "Lovelace", "analytical.example").orElseThrow();
  private static final LookupResult ENDED = LookupResult.ofEnded(ContactOutcome.NOT_FOUND);

  private final StubProvider provider = new StubProvider("provider");
  private final StubProvider verifier = new StubProvider("verifier");

  private LookupFixture lookups =
      LookupFixture.of(
          EnrichmentType.EMAIL,
          List.of(
              new NewContact(
                  Ids.next(), "Ada", "Lovelace", null, "Analytical Engines", PROFILE, null)),
          provider,
          verifier);

  @Test
  void asksNobody() {
    suppressBefore(BY_PROFILE);
    assertThat(lookups.ask(provider, false)).isEqualTo(ENDED);
    assertThat(provider.calls()).isZero();
    assertSuppressed();
  }

  @Test
  void takesNoTurnOfAProviders() {
    provider.atRate(new Rate(1, Duration.ofMinutes(1)));
    suppressBefore(BY_PROFILE);
    assertThat(lookups.ask(provider, false)).isEqualTo(ENDED);
    assertThat(lookups.turnsTaken()).isZero();
  }

  @Test
  void readsNoDirectory() {
    var directory = new DirectoryProvider(new Directory(lookups.database));
    new Directory(lookups.database)
        .upsert(
            List.of(
                new DirectoryPerson(
                    PROFILE,
                    "Ada",
                    "Lovelace",
                    null,
                    null,
                    EMAIL,
                    "deliverable",
                    null,
                    "N/A",
                    List.of())));
    suppressBefore(BY_PROFILE);
    lookups = lookups.restarted(directory);
    assertThat(lookups.ask(directory, true)).isEqualTo(ENDED);
    assertThat(lookups.trace()).as("it was not asked").isEmpty();
    assertSuppressed();
  }

  @Test
  void asksNobodyForTheDomainOfTheCompanyEither() {
    suppressBefore(BY_PROFILE);
    assertThat(lookups.resolve(0, provider)).isEqualTo(LookupOutcome.NOT_FOUND);
    assertThat(provider.calls()).isZero();
  }

  @Test
  void asksNobodyOnceTheResolvedDomainTellsWhoItIs() {
    suppress(BY_NAME);
    provider.says(new Answer.Resolved("analytical.example"));
    assertThat(lookups.resolve(0, provider)).isEqualTo(LookupOutcome.FOUND);
    assertThat(lookups.ask(provider, true)).isEqualTo(ENDED);
    assertThat(provider.calls()).isEqualTo(1);
    assertSuppressed();
  }

  @Test
  void dropsAHitThatTellsWhoItIs() {
    suppress(BY_EMAIL);
    provider.finds(Findings.ofEmail(EMAIL, EmailStatus.DELIVERABLE));
    assertThat(lookups.ask(provider, true).contactEnded()).isEqualTo(ContactOutcome.NOT_FOUND);
    assertSuppressed();
  }

  @Test
  void hasNoSuppressedEmailVerified() {
    suppress(BY_EMAIL);
    provider.finds(Findings.ofEmail(EMAIL, EmailStatus.NOT_AVAILABLE));
    assertThat(lookups.askToBeVerified(provider).contactEnded()).isNull();
    assertThat(lookups.verify(verifier, provider, true)).isEqualTo(ENDED);
    assertThat(verifier.calls()).isZero();
    assertSuppressed();
  }

  /** Of a role's mailbox the contact stays, and the next provider may know another one. */
  @ParameterizedTest
  @EnumSource(EmailVerdict.class)
  void aMailboxThatIsErasedDuringItsVerificationIsGone(EmailVerdict verdict) {
    var office = "office@analytical.example";
    provider.finds(Findings.ofEmail(office, EmailStatus.NOT_AVAILABLE));
    lookups.askToBeVerified(provider);
    verifier
        .meanwhile(
            () ->
                assertThat(
                        new Erasures(lookups.database)
                            .erase(lookups.account, PersonIdentifier.ofEmail(office).orElseThrow())
                            .contacts())
                    .isEqualTo(1))
        .says(new Answer.Verified(verdict));

    lookups.verify(verifier, provider, true);
    assertThat(lookups.document().email()).isNull();
    assertThat(lookups.document().credits()).isZero();
    assertThat(lookups.written())
        .doesNotContain("office@")
        .as("what was said of it")
        .doesNotContain(verdict.name());
  }

  @Test
  void aSuppressionThatComesDuringTheVerificationWins() {
    provider.finds(Findings.ofEmail(EMAIL, EmailStatus.NOT_AVAILABLE));
    lookups.askToBeVerified(provider);
    suppress(BY_EMAIL);
    verifier.says(new Answer.Verified(EmailVerdict.DELIVERABLE));
    assertThat(lookups.verify(verifier, provider, true)).isEqualTo(ENDED);
    assertSuppressed();
  }

  @Test
  void anErasedContactHasEnded() {
    new Erasures(lookups.database).erase(lookups.account, BY_PROFILE);
    assertThat(lookups.ask(provider, true))
        .isEqualTo(LookupResult.ofEnded(ContactOutcome.CANCELLED));
    assertThat(lookups.resolve(0, provider)).isEqualTo(LookupOutcome.NOT_FOUND);
    assertThat(provider.calls()).isZero();
    assertThat(lookups.balance()).isEqualTo(new CreditBalance(100, 0));
  }

  /** And the contact comes afterwards: one that was there would have ended with it. */
  private void suppressBefore(PersonIdentifier person) {
    new Suppressions(lookups.database).add(null, person);
    lookups = lookups.withNewContacts(provider, verifier);
  }

  private void suppress(PersonIdentifier person) {
    new Suppressions(lookups.database).add(null, person);
  }

  private void assertSuppressed() {
    assertThat(lookups.document().suppressed()).isTrue();
    assertThat(lookups.document().status()).isEqualTo("finished");
    assertThat(lookups.document().email()).isNull();
    assertThat(lookups.balance()).isEqualTo(new CreditBalance(100, 0));
  }
}
