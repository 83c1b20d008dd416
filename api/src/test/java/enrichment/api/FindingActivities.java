package enrichment.api;

import enrichment.domain.Admission;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.domain.LineType;
import enrichment.domain.LookupOutcome;
import enrichment.domain.Phone;
import enrichment.domain.ProviderChains;
import enrichment.domain.ProviderStep;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Settlements;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnd;
import enrichment.store.sql.Database;
import enrichment.workflows.LookupInput;
import enrichment.workflows.LookupResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Each type has a provider of its own, named for it, that finds everybody when it is let. */
final class FindingActivities extends StubActivities {

  private final Admissions admissions;
  private final Settlements settlements;
  private volatile boolean answering = true;

  FindingActivities(Database database) {
    super(database);
    admissions = new Admissions(database);
    settlements = new Settlements(database);
  }

  void hold() {
    answering = false;
  }

  void letGo() {
    answering = true;
  }

  @Override
  public Admission admitBatch(UUID enrichmentId) {
    return admissions.admit(
        enrichmentId,
        type -> ProviderChains.ofFinders(ProviderStep.of(type.wireName(), Duration.ofSeconds(60))));
  }

  @Override
  public LookupResult lookUpContact(LookupInput input) {
    while (!answering) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    var name = input.step().provider();
    var type = EnrichmentType.fromWireName(name).orElseThrow();
    var outcome =
        settlements.settleFound(
            LookupCall.of(input.contact(), name, name),
            findings(type),
            LookupEnd.answered(LookupOutcome.FOUND, Duration.ofMillis(7), BigDecimal.ONE));
    return new LookupResult(LookupOutcome.FOUND, outcome);
  }

  private static Findings findings(EnrichmentType type) {
    return switch (type) {
      case EMAIL -> Findings.ofEmail("ada@analytical.example", EmailStatus.DELIVERABLE);
      case PHONE -> Findings.ofPhones(List.of(new Phone("+33612345678", LineType.MOBILE)));
      case PERSONAL_EMAIL -> Findings.ofPersonalEmail("ada@post.example", EmailStatus.DELIVERABLE);
    };
  }
}
