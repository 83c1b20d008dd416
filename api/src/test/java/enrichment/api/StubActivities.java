package enrichment.api;

import enrichment.domain.Admission;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentTotals;
import enrichment.domain.LookupOutcome;
import enrichment.domain.ProviderStep;
import enrichment.store.Admissions;
import enrichment.store.Database;
import enrichment.store.Settlements;
import enrichment.workflows.CreditActivities;
import enrichment.workflows.LookupActivities;
import enrichment.workflows.LookupInput;
import enrichment.workflows.LookupResult;
import enrichment.workflows.SettlementInput;
import enrichment.workflows.WebhookActivities;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The real decisions and settlements, over a provider that never has data. */
class StubActivities implements CreditActivities, LookupActivities, WebhookActivities {

  private final Admissions admissions;
  private final Settlements settlements;

  StubActivities(Database database) {
    admissions = new Admissions(database);
    settlements = new Settlements(database);
  }

  @Override
  public Admission admitBatch(UUID enrichmentId) {
    return admissions.admit(
        enrichmentId, type -> List.of(new ProviderStep("stub", Duration.ofSeconds(5))));
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
    var ended = settlements.settleNotFound(input.contact(), input.step().provider());
    return new LookupResult(LookupOutcome.NOT_FOUND, ended);
  }

  @Override
  public void postWebhook(ContactKey contact) {}
}
