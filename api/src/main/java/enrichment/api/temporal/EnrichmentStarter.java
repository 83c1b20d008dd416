package enrichment.api.temporal;

import enrichment.api.http.SafeTrace;
import enrichment.domain.Admission;
import enrichment.domain.OpenEnrichment;
import enrichment.domain.Rejection;
import enrichment.store.enrichments.Admissions;
import enrichment.temporal.EnrichmentWorkflows;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the workflows of enrichments that were received. */
public final class EnrichmentStarter {

  /**
   * What is left of the ten seconds of a request when its webhook's name was slow to resolve and
   * the transactions before and after have their share.
   */
  public static final Duration DECISION_TIMEOUT = Duration.ofSeconds(7);

  /** An answer comes within this time, so nothing may be accepted later. */
  public static final Duration TIME_TO_ADMIT = Duration.ofSeconds(10);

  /** Of all that are cancelled at once: whoever asks for it waits. */
  private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration ABANDON_INTERVAL = Duration.ofMillis(200);

  private static final Logger LOG = LoggerFactory.getLogger(EnrichmentStarter.class);

  private final EnrichmentWorkflows workflows;
  private final Admissions admissions;
  private final Duration decisionTimeout;

  public EnrichmentStarter(EnrichmentWorkflows workflows, Admissions admissions) {
    this(workflows, admissions, DECISION_TIMEOUT);
  }

  /**
   * @param decisionTimeout how long Temporal has to bring the decision
   */
  public EnrichmentStarter(
      EnrichmentWorkflows workflows, Admissions admissions, Duration decisionTimeout) {
    this.workflows = workflows;
    this.admissions = admissions;
    this.decisionTimeout = decisionTimeout;
  }

  /**
   * Starts an enrichment and waits for the decision on it.
   *
   * @return the decision; empty when nobody has made one in time, and then nobody can any more
   */
  public Optional<Admission> start(OpenEnrichment enrichment) {
    var inertAfter = System.nanoTime() + TIME_TO_ADMIT.toNanos();
    return askTemporal(enrichment)
        .or(() -> abandon(enrichment.enrichmentId(), inertAfter))
        .filter(EnrichmentStarter::isDecision);
  }

  /**
   * The client may be told that nothing happened only when nothing can happen any more. So this is
   * tried until it is written down, or until the database admits the enrichment no more anyway.
   */
  private Optional<Admission> abandon(UUID enrichmentId, long inertAfter) {
    // The database could not be talked to with this flag up.
    var interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return admissions.abandon(enrichmentId);
        } catch (RuntimeException e) {
          if (System.nanoTime() > inertAfter) {
            throw e;
          }
          LockSupport.parkNanos(ABANDON_INTERVAL.toNanos());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Has the workflows of enrichments cancelled, as far as there are any. Those that Temporal was
   * not told of in time are cancelled with the next reconciliation.
   */
  public void cancel(List<OpenEnrichment> enrichments) {
    try {
      TemporalCalls.within(
          CANCEL_TIMEOUT,
          () -> {
            enrichments.forEach(workflows::cancel);
            return enrichments.size();
          });
    } catch (Exception e) {
      LOG.atWarn()
          .addKeyValue("enrichments", enrichments.size())
          .addKeyValue("exception", SafeTrace.rootCauseOf(e))
          .log("enrichment.cancel.untold");
    }
  }

  /** The decision that the workflow makes; empty when it does not come, for whatever reason. */
  private Optional<Admission> askTemporal(OpenEnrichment enrichment) {
    try {
      return Optional.of(
          TemporalCalls.within(decisionTimeout, () -> workflows.admission(enrichment)));
    } catch (Exception e) {
      LOG.atWarn()
          .addKeyValue("enrichment_id", enrichment.enrichmentId())
          .addKeyValue("reason", reason(e))
          .addKeyValue("exception", SafeTrace.rootCauseOf(e))
          .log("enrichment.admission.unanswered");
      return Optional.empty();
    }
  }

  private static String reason(Exception e) {
    return switch (e) {
      // No worker took it up, or the decision itself takes long.
      case TimeoutException timeout -> "deadline";
      case WorkflowUpdateTimeoutOrCancelledException timeout -> "deadline";
      // The workflow ended without an answer: terminated by hand, or failed.
      case WorkflowUpdateException failed -> "workflow_failed";
      // Temporal cannot be reached, or refuses the call.
      case WorkflowServiceException refused -> "temporal_unavailable";
      // This process is going down.
      case InterruptedException interrupted -> "interrupted";
      // Nothing that is known; but nobody has answered, so the database is asked here too.
      default -> "unexpected";
    };
  }

  private static boolean isDecision(Admission admission) {
    return admission.rejection() == null
        || admission.rejection().reason() != Rejection.Reason.ABANDONED;
  }
}
