package enrichment.workflows;

import enrichment.domain.Admission;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentPlan;
import enrichment.domain.ProviderStep;
import enrichment.workflows.ContactEnrichmentResult.WebhookOutcome;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

public final class ContactEnrichmentWorkflowImpl implements ContactEnrichmentWorkflow {

  /** One short transaction; it is owed, so it is retried until the database takes it. */
  private static final ActivityOptions SETTLEMENT_OPTIONS =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.ENRICHMENT)
          .setStartToCloseTimeout(Duration.ofSeconds(10))
          .setRetryOptions(retryUpTo(Duration.ofMinutes(1)))
          .build();

  /** What a lookup may take beyond its provider's own timeout: reading the contact, settling it. */
  private static final Duration LOOKUP_OVERHEAD = Duration.ofSeconds(20);

  private final EnrichmentBooks books = new EnrichmentBooks();
  private final CreditActivities credits =
      Workflow.newActivityStub(CreditActivities.class, SETTLEMENT_OPTIONS);
  private final WebhookActivities webhooks = WebhookDelivery.activities();

  @Override
  public ContactEnrichmentResult enrich(ContactEnrichmentInput input) {
    return input.plan() == null ? enrichSingle(input) : enrichContact(input, input.plan());
  }

  @Override
  public Admission admission() {
    return books.awaitAdmission();
  }

  private ContactEnrichmentResult enrichSingle(ContactEnrichmentInput input) {
    var enrichmentId = input.contact().enrichmentId();
    var plan = books.open(enrichmentId);
    var result = ContactEnrichmentResult.NOT_ADMITTED;
    if (plan != null) {
      result = enrichContact(input, plan);
      books.close(enrichmentId);
    }
    books.awaitAnswered();
    return result;
  }

  private ContactEnrichmentResult enrichContact(ContactEnrichmentInput input, EnrichmentPlan plan) {
    var contact = input.contact();
    var outcome =
        input.endAs() == null ? lookUp(contact, plan.providers()) : settle(contact, input.endAs());
    if (plan.finishedWebhook()) {
      tellBatch(contact);
    }
    var webhook = plan.webhook() ? deliver(contact) : WebhookOutcome.NOT_REQUESTED;
    return new ContactEnrichmentResult(outcome, webhook);
  }

  /** Asks one provider after the other until the contact has ended. */
  private ContactOutcome lookUp(ContactKey contact, List<ProviderStep> providers) {
    try {
      var answered = false;
      for (var step : providers) {
        var last = step == providers.getLast();
        var result = ask(new LookupInput(contact, step, last));
        if (result != null && result.contactEnded() != null) {
          return result.contactEnded();
        }
        answered |= result != null;
      }
      // A cancelled lookup is given no further attempt, so its failure says nothing.
      CancellationScope.throwCanceled();
      return settle(contact, answered ? ContactOutcome.NOT_FOUND : ContactOutcome.FAILED);
    } catch (CanceledFailure e) {
      return settle(contact, ContactOutcome.CANCELLED);
    }
  }

  /** The provider's answer; null when it failed for good, and the next one has to be asked. */
  private @Nullable LookupResult ask(LookupInput input) {
    try {
      return lookups(input.step()).lookUpContact(input);
    } catch (ActivityFailure failure) {
      if (failure.getCause() instanceof CanceledFailure cancelled) {
        throw cancelled;
      }
      return null;
    }
  }

  private ContactOutcome settle(ContactKey contact, ContactOutcome outcome) {
    return Uncancelled.call(() -> credits.settleContact(new SettlementInput(contact, outcome)));
  }

  /** Tells the batch, where that has something to say once all of its contacts are final. */
  private static void tellBatch(ContactKey contact) {
    var batch =
        Workflow.newExternalWorkflowStub(
            BulkEnrichmentWorkflow.class,
            BulkEnrichmentWorkflow.workflowId(contact.enrichmentId()));
    try {
      Uncancelled.run(() -> batch.contactSettled(contact.position()));
    } catch (SignalExternalWorkflowException e) {
      // Terminated. If it is started again, it asks its contacts again.
    }
  }

  private WebhookOutcome deliver(ContactKey contact) {
    return WebhookDelivery.deliver(() -> webhooks.postWebhook(contact))
        ? WebhookOutcome.DELIVERED
        : WebhookOutcome.UNDELIVERABLE;
  }

  /**
   * The activity itself knows when its provider has had its attempts, since only attempts that
   * reached the provider count. So there is no limit here that an outage of ours could use up. A
   * lookup that is under way when the batch is cancelled is awaited: what it finds is paid for.
   */
  private static LookupActivities lookups(ProviderStep step) {
    return Workflow.newActivityStub(
        LookupActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.ENRICHMENT)
            .setStartToCloseTimeout(step.timeout().plus(LOOKUP_OVERHEAD))
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(retryUpTo(Duration.ofMinutes(1)))
            .build());
  }

  private static RetryOptions retryUpTo(Duration maximumInterval) {
    return RetryOptions.newBuilder()
        .setInitialInterval(Duration.ofSeconds(1))
        .setMaximumInterval(maximumInterval)
        .build();
  }
}
