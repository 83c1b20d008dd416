package enrichment.api.enrichments;

import enrichment.api.http.Idempotency;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.http.Problems;
import enrichment.api.temporal.EnrichmentStarter;
import enrichment.domain.Rejection;
import enrichment.store.Account;
import enrichment.store.CreditLedger;
import enrichment.store.Deliveries;
import enrichment.store.Enrichments;
import enrichment.store.NewEnrichment;
import io.javalin.http.Context;
import java.util.UUID;
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
  private final Idempotency idempotency;

  EnrichmentIntake(
      CreditLedger credits,
      Enrichments enrichments,
      Deliveries deliveries,
      EnrichmentStarter starter,
      Idempotency idempotency) {
    this.credits = credits;
    this.enrichments = enrichments;
    this.deliveries = deliveries;
    this.starter = starter;
    this.idempotency = idempotency;
  }

  /**
   * Returns when the enrichment is accepted.
   *
   * @return its id; where the client has sent this very request before, the id of what that started
   * @throws ProblemException when it is refused, or when nobody has decided on it
   */
  UUID accept(Context ctx, NewEnrichment enrichment, Account account) {
    return idempotency.startOnce(
        ctx, account, enrichment.enrichmentId(), key -> accept(enrichment, account, key));
  }

  /**
   * Starts nothing.
   *
   * @return what is available to the account
   * @throws ProblemException when the enrichment would be refused
   */
  long check(NewEnrichment enrichment, Account account) {
    var available = refuseWhatPlainlyCannotPass(enrichment, account);
    refusePausedWebhook(enrichment);
    return available;
  }

  private void accept(NewEnrichment enrichment, Account account, @Nullable String key) {
    check(enrichment, account);
    receive(enrichment, key);
    var admission =
        starter
            .start(enrichment.enrichmentId(), enrichment.kind())
            .orElseThrow(() -> new ProblemException(Problem.unavailable()));
    if (admission.rejection() != null) {
      throw new ProblemException(problemOf(admission.rejection(), enrichment));
    }
    LOG.atInfo()
        .addKeyValue("enrichment_id", enrichment.enrichmentId())
        .addKeyValue("account_id", account.accountId())
        .addKeyValue("type", enrichment.type().wireName())
        .addKeyValue("contacts", enrichment.contacts().size())
        .log("enrichment.accepted");
  }

  /** Spares Temporal and the database what the workflow would refuse. */
  private long refuseWhatPlainlyCannotPass(NewEnrichment enrichment, Account account) {
    if (enrichment.type().needsConsent() && !account.personalEmailConsent()) {
      throw new ProblemException(Problem.consentRequired());
    }
    var available = credits.available(account.accountId());
    if (available < enrichment.credits()) {
      throw new ProblemException(
          Problem.insufficientCredits(
              enrichment.contacts().size(), enrichment.credits(), available));
    }
    return available;
  }

  private void receive(NewEnrichment enrichment, @Nullable String key) {
    if (key == null) {
      enrichments.receive(enrichment, EnrichmentStarter.TIME_TO_ADMIT);
    } else if (!enrichments.receive(enrichment, EnrichmentStarter.TIME_TO_ADMIT, key)) {
      throw new ProblemException(Problem.unavailable());
    }
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
              enrichment.contacts().size(), rejection.required(), rejection.available());
      case ABANDONED -> Problem.unavailable();
    };
  }
}
