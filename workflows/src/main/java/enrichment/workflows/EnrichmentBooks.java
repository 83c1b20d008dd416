package enrichment.workflows;

import enrichment.domain.Admission;
import enrichment.domain.EnrichmentPlan;
import enrichment.domain.EnrichmentTotals;
import enrichment.workflows.steps.Uncancelled;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The first and the last step of every enrichment, bulk or single. */
final class EnrichmentBooks {

  /**
   * Local, so that the decision reaches the waiting client without a task queue in between. Retried
   * for as long as it takes: an enrichment whose time to be admitted has run out is rejected by the
   * database, not by a timeout here. Through a long outage a timer waits, not a workflow task that
   * is kept alive.
   */
  private static final LocalActivityOptions BOOKS_OPTIONS =
      LocalActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(10))
          .setLocalRetryThreshold(Duration.ofSeconds(5))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofMillis(100))
                  .setMaximumInterval(Duration.ofMinutes(1))
                  // Without a limit of some kind, the SDK does not retry a local activity at all.
                  .setMaximumAttempts(Integer.MAX_VALUE)
                  .build())
          .build();

  private @Nullable Admission admission;

  /** Has the enrichment decided on. Null when it was rejected: nothing may happen then. */
  @Nullable EnrichmentPlan open(UUID enrichmentId) {
    admission = Uncancelled.call(() -> credits("consent, credits, hold").admitBatch(enrichmentId));
    return admission.plan();
  }

  /**
   * Whoever asked for the decision has it; a workflow that ended before would leave them without.
   */
  void awaitAnswered() {
    Uncancelled.run(() -> Workflow.await(Workflow::isEveryHandlerFinished));
  }

  /** Takes over a decision that an earlier run has made. */
  EnrichmentPlan openedBefore(EnrichmentPlan plan) {
    admission = Admission.accepted(plan);
    return plan;
  }

  /** The decision, once it is made. */
  Admission awaitAdmission() {
    Workflow.await(() -> admission != null);
    return admission;
  }

  EnrichmentTotals close(UUID enrichmentId) {
    return Uncancelled.call(() -> credits("whatever is still open").closeBatch(enrichmentId));
  }

  private static CreditActivities credits(String summary) {
    return Workflow.newLocalActivityStub(
        CreditActivities.class,
        LocalActivityOptions.newBuilder(BOOKS_OPTIONS).setSummary(summary).build());
  }
}
