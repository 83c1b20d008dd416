package enrichment.activities.books;

import enrichment.activities.ContactMetrics;
import enrichment.activities.Known;
import enrichment.activities.lookups.Waterfall;
import enrichment.domain.Admission;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentTotals;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Settlements;
import enrichment.workflows.CreditActivities;
import enrichment.workflows.SettlementInput;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger in PostgreSQL. */
public final class JdbiCreditActivities implements CreditActivities {

  private static final Logger LOG = LoggerFactory.getLogger(JdbiCreditActivities.class);

  private final Waterfall waterfall;
  private final Admissions admissions;
  private final Settlements settlements;
  private final ContactMetrics contacts;

  public JdbiCreditActivities(
      Waterfall waterfall, Admissions admissions, Settlements settlements, MeterRegistry metrics) {
    this.waterfall = waterfall;
    this.admissions = admissions;
    this.settlements = settlements;
    this.contacts = new ContactMetrics(metrics);
  }

  @Override
  public Admission admitBatch(UUID enrichmentId) {
    return admissions.admit(enrichmentId, waterfall::chainsFor);
  }

  @Override
  public ContactOutcome settleContact(SettlementInput input) {
    var outcome = Known.only(() -> settlements.settle(input.contact(), input.outcome()));
    contacts.ended(outcome);
    return outcome;
  }

  @Override
  public EnrichmentTotals closeBatch(UUID enrichmentId) {
    var totals = Known.only(() -> settlements.close(enrichmentId));
    LOG.atInfo()
        .addKeyValue("enrichment_id", enrichmentId)
        .addKeyValue("found", totals.found())
        .addKeyValue("not_found", totals.notFound())
        .addKeyValue("failed", totals.failed())
        .addKeyValue("cancelled", totals.cancelled())
        .log("enrichment.closed");
    return totals;
  }
}
