package enrichment.api.enrichments;

import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.http.Problems;
import enrichment.api.temporal.EnrichmentStarter;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Rejection;
import enrichment.store.accounts.Account;
import enrichment.store.accounts.KeyTakenException;
import enrichment.store.accounts.KeyedRequest;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.credits.CreditLedger;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.webhooks.Deliveries;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an enrichment from a valid request to the decision on it. */
final class EnrichmentIntake {

  private static final Logger LOG = LoggerFactory.getLogger(EnrichmentIntake.class);

  private final CreditLedger credits;
  private final Enrichments enrichments;
  private final Deliveries deliveries;
  private final EnrichmentStarter starter;
  private final AdmissionMetrics metrics;

  EnrichmentIntake(
      CreditLedger credits,
      Enrichments enrichments,
      Deliveries deliveries,
      EnrichmentStarter starter,
      AdmissionMetrics metrics) {
    this.credits = credits;
    this.enrichments = enrichments;
    this.deliveries = deliveries;
    this.starter = starter;
    this.metrics = metrics;
  }

  /**
   * Whether an enrichment would be accepted now, and nothing else.
   *
   * @return the credits that are available
   * @throws ProblemException when it would be refused
   */
  long check(NewEnrichment enrichment, Account account) {
    var available = refuseWhatPlainlyCannotPass(enrichment, account);
    refusePausedWebhook(enrichment);
    return available;
  }

  /**
   * Returns when the enrichment is accepted.
   *
   * @param request takes its idempotency key; null: it has none
   * @throws ProblemException when it is refused, or when nobody has decided on it
   * @throws KeyTakenException when another request has the key
   */
  void accept(NewEnrichment enrichment, Account account, @Nullable KeyedRequest request) {
    try {
      decide(enrichment, account, request);
      metrics.accepted(enrichment.people());
    } catch (ProblemException e) {
      metrics.refused(e.problem());
      throw e;
    }
  }

  private void decide(NewEnrichment enrichment, Account account, @Nullable KeyedRequest request) {
    // Spares Temporal and the database what the workflow would refuse.
    check(enrichment, account);
    enrichments.receive(enrichment, EnrichmentStarter.TIME_TO_ADMIT, request);
    var admission =
        metrics
            .timed(() -> starter.start(enrichment.open()))
            .orElseThrow(() -> new ProblemException(Problem.unavailable()));
    if (admission.rejection() != null) {
      throw new ProblemException(problemOf(admission.rejection(), enrichment));
    }
    LOG.atInfo()
        .addKeyValue("enrichment_id", enrichment.enrichmentId())
        .addKeyValue("account_id", account.accountId())
        .addKeyValue("type", types(enrichment))
        .addKeyValue("contacts", enrichment.people())
        .log("enrichment.accepted");
  }

  private static String types(NewEnrichment enrichment) {
    return enrichment.types().stream()
        .map(EnrichmentType::wireName)
        .collect(Collectors.joining("+"));
  }

  private long refuseWhatPlainlyCannotPass(NewEnrichment enrichment, Account account) {
    if (enrichment.needsConsent() && !account.personalEmailConsent()) {
      throw new ProblemException(Problem.consentRequired());
    }
    var available = credits.available(account.accountId());
    if (available < enrichment.credits()) {
      throw new ProblemException(
          Problem.insufficientCredits(enrichment.people(), enrichment.credits(), available));
    }
    return available;
  }

  private void refusePausedWebhook(NewEnrichment enrichment) {
    var url = enrichment.webhookUrl();
    if (url != null && deliveries.isPaused(enrichment.accountId(), url)) {
      var problems = new Problems();
      problems.broken(
          "/webhook_url",
          "is paused, since it has answered 410 Gone; a webhook_test that it accepts resumes it");
      problems.throwIfAny();
    }
  }

  private static Problem problemOf(Rejection rejection, NewEnrichment enrichment) {
    return switch (rejection.reason()) {
      case CONSENT_REQUIRED -> Problem.consentRequired();
      case INSUFFICIENT_CREDITS ->
          Problem.insufficientCredits(
              enrichment.people(), rejection.required(), rejection.available());
      case ABANDONED -> Problem.unavailable();
    };
  }
}
