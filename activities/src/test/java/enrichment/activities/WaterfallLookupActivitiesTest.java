package enrichment.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentType;
import enrichment.domain.LookupOutcome;
import enrichment.domain.ProviderStep;
import enrichment.store.Admissions;
import enrichment.store.CreditBalance;
import enrichment.store.CreditLedger;
import enrichment.store.Database;
import enrichment.store.Enrichments;
import enrichment.store.Findings;
import enrichment.store.Lookups;
import enrichment.store.NewEnrichment;
import enrichment.store.Requests;
import enrichment.store.Settlements;
import enrichment.store.TestDatabase;
import enrichment.workflows.FailureTypes;
import enrichment.workflows.LookupInput;
import enrichment.workflows.LookupResult;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaterfallLookupActivitiesTest {

  private static final Findings EMAIL =
      Findings.ofEmail("ada@analytical.example", EmailStatus.DELIVERABLE);

  private final Database database = TestDatabase.create();
  private final CreditLedger ledger = new CreditLedger(database);
  private final UUID account = Requests.account(database, 10);
  private final NewEnrichment enrichment = Requests.enrichment(account, EnrichmentType.EMAIL, 2);
  private final ContactKey contact = new ContactKey(enrichment.enrichmentId(), 0);

  private final StubProvider first = new StubProvider("first");
  private final StubProvider second = new StubProvider("second");
  private final WaterfallLookupActivities activities =
      new WaterfallLookupActivities(
          new Waterfall(List.of(first, second)), new Lookups(database), new Settlements(database));

  @BeforeEach
  void admit() {
    new Enrichments(database).receive(enrichment, Requests.TIME_TO_ADMIT);
    new Admissions(database).admit(enrichment.enrichmentId(), any -> Requests.WATERFALL);
  }

  @Test
  void settlesAHitAtOnceAndChargesIt() {
    first.finds(EMAIL);
    assertThat(ask(first, false))
        .isEqualTo(new LookupResult(LookupOutcome.FOUND, ContactOutcome.FOUND));
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(8, 1));
  }

  @Test
  void leavesAMissToTheNextProvider() {
    first.findsNothing();
    second.findsNothing();
    assertThat(ask(first, false)).isEqualTo(new LookupResult(LookupOutcome.NOT_FOUND, null));
    assertThat(ask(second, true))
        .isEqualTo(new LookupResult(LookupOutcome.NOT_FOUND, ContactOutcome.NOT_FOUND));
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(9, 1));
  }

  @Test
  void asksNobodyAgainWhenAnAnswerWasRecorded() {
    first.findsNothing();
    second.finds(EMAIL);
    ask(first, false);
    assertThat(ask(first, false).contactEnded()).isNull();
    ask(second, true);
    assertThat(ask(second, true).contactEnded()).isEqualTo(ContactOutcome.FOUND);
    assertThat(ask(first, false).contactEnded()).isEqualTo(ContactOutcome.FOUND);

    assertThat(first.calls()).isEqualTo(1);
    assertThat(second.calls()).isEqualTo(1);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(8, 1));
  }

  @Test
  void givesUpOnAProviderAfterItsAttempts() {
    first
        .fails(ProviderException.passing("503"))
        .fails(ProviderException.passing("503"))
        .fails(ProviderException.passing("503"));
    assertFails(first, false);
    assertFails(first, false);
    assertFails(first, true);
  }

  @Test
  void givesUpOnAContactThatNoAttemptSurvives() {
    for (var attempt = 1; attempt <= 3 + 20; attempt++) {
      assertThatThrownBy(() -> ask(first, false)).isInstanceOf(NoSuchElementException.class);
    }
    assertFails(first, true);
    assertThat(first.calls()).isEqualTo(3 + 20);
  }

  @Test
  void givesUpAtOnceOnAProviderThatWillNeverAnswer() {
    first.fails(ProviderException.permanent("401"));
    assertFails(first, true);
  }

  @Test
  void passesOverAProviderThatWasRemovedFromTheConfiguration() {
    assertFails(new StubProvider("removed"), true);
  }

  private LookupResult ask(StubProvider provider, boolean last) {
    return activities.lookUpContact(
        new LookupInput(contact, new ProviderStep(provider.name(), Duration.ofSeconds(5)), last));
  }

  private void assertFails(StubProvider provider, boolean forGood) {
    assertThatThrownBy(() -> ask(provider, false))
        .asInstanceOf(type(ApplicationFailure.class))
        .satisfies(
            failure -> {
              assertThat(failure.isNonRetryable()).isEqualTo(forGood);
              assertThat(failure.getType().equals(FailureTypes.PROVIDER_FAILED)).isEqualTo(forGood);
            });
  }
}
