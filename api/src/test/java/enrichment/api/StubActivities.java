package enrichment.api;

import enrichment.domain.Admission;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentTotals;
import enrichment.domain.LookupOutcome;
import enrichment.domain.ProviderChains;
import enrichment.domain.ProviderStep;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Settlements;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnd;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.Database;
import enrichment.store.webhooks.DeliveryAttempt;
import enrichment.store.webhooks.WebhookTests;
import enrichment.workflows.CreditActivities;
import enrichment.workflows.LookupActivities;
import enrichment.workflows.LookupInput;
import enrichment.workflows.LookupResult;
import enrichment.workflows.ResolutionInput;
import enrichment.workflows.ResolutionResult;
import enrichment.workflows.SettlementInput;
import enrichment.workflows.VerificationInput;
import enrichment.workflows.maintenance.ReconciliationActivities;
import enrichment.workflows.maintenance.RestartInput;
import enrichment.workflows.maintenance.RestartPage;
import enrichment.workflows.maintenance.RetentionActivities;
import enrichment.workflows.maintenance.RetentionResult;
import enrichment.workflows.webhooks.RedeliveryStep;
import enrichment.workflows.webhooks.WebhookActivities;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The real decisions and settlements, over a provider that never has data, and a receiver that
 * never gets a message, but for samples.
 */
class StubActivities
    implements CreditActivities,
        LookupActivities,
        ReconciliationActivities,
        RetentionActivities,
        WebhookActivities {

  private final Admissions admissions;
  private final Settlements settlements;
  private final Lookups lookups;
  private final WebhookTests tests;

  StubActivities(Database database) {
    admissions = new Admissions(database);
    settlements = new Settlements(database);
    lookups = new Lookups(database);
    tests = new WebhookTests(database);
  }

  @Override
  public Admission admitBatch(UUID enrichmentId) {
    return admissions.admit(
        enrichmentId,
        type -> ProviderChains.ofFinders(ProviderStep.of("stub", Duration.ofSeconds(5))));
  }

  @Override
  public RestartPage restartEnrichments(RestartInput input) {
    return new RestartPage(0, null);
  }

  @Override
  public int restartRedeliveries() {
    return 0;
  }

  @Override
  public int cancelUntold() {
    return 0;
  }

  @Override
  public RetentionResult purgeResults() {
    return RetentionResult.NOTHING;
  }

  @Override
  public ContactOutcome settleContact(SettlementInput input) {
    return settlements.settle(input.contact(), input.outcome());
  }

  @Override
  public EnrichmentTotals closeBatch(UUID enrichmentId) {
    return settlements.close(enrichmentId);
  }

  @Override
  public LookupResult lookUpContact(LookupInput input) {
    var call = LookupCall.of(input.contact(), input.step().provider(), "email");
    var end =
        LookupEnd.answered(LookupOutcome.NOT_FOUND, Duration.ofMillis(7), new BigDecimal("0.5"));
    lookups.begin(call, 0);
    return new LookupResult(LookupOutcome.NOT_FOUND, settlements.settleNotFound(call, end));
  }

  @Override
  public LookupResult verifyEmail(VerificationInput input) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ResolutionResult resolveDomain(ResolutionInput input) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void postWebhook(ContactKey contact) {}

  @Override
  public void postFinishedWebhook(UUID enrichmentId) {}

  @Override
  public void repostWebhook(RedeliveryStep step) {}

  @Override
  public void postSampleWebhook(UUID testId) {
    tests.record(
        testId,
        new DeliveryAttempt(Instant.now(), Duration.ofMillis(12), 200, null, "thanks"),
        true);
  }
}
