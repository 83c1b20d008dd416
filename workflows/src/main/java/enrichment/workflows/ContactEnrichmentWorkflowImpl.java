package enrichment.workflows;

import enrichment.domain.Admission;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentPlan;
import enrichment.workflows.steps.TaskQueues;
import enrichment.workflows.steps.Uncancelled;
import enrichment.workflows.webhooks.WebhookDelivery;
import enrichment.workflows.webhooks.WebhookOutcome;
import enrichment.workflows.webui.ContactDetails;
import enrichment.workflows.webui.OwnAttributes;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

public final class ContactEnrichmentWorkflowImpl implements ContactEnrichmentWorkflow {

  /** One short transaction; it is owed, so it is retried until the database takes it. */
  private static final ActivityOptions SETTLEMENT_OPTIONS =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.ENRICHMENT)
          .setStartToCloseTimeout(Duration.ofSeconds(10))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofSeconds(1))
                  .setMaximumInterval(Duration.ofMinutes(1))
                  .build())
          .build();

  private final EnrichmentBooks books = new EnrichmentBooks();
  private @Nullable String finder;

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
    } else {
      OwnAttributes.rejected();
    }
    books.awaitAnswered();
    return result;
  }

  private ContactEnrichmentResult enrichContact(ContactEnrichmentInput input, EnrichmentPlan plan) {
    var contact = input.contact();
    var details = new ContactDetails(plan);
    var outcome =
        input.endAs() == null ? lookUp(contact, plan, details) : settle(contact, input.endAs());
    OwnAttributes.contactEnded(outcome, finder);
    details.ended(outcome, plan.webhook());
    if (plan.finishedWebhook()) {
      tellBatch(contact);
    }
    var webhook = plan.webhook() ? deliver(contact) : WebhookOutcome.NOT_REQUESTED;
    details.told(outcome, webhook);
    return new ContactEnrichmentResult(outcome, webhook);
  }

  private ContactOutcome lookUp(ContactKey contact, EnrichmentPlan plan, ContactDetails details) {
    var lookups = new ContactLookups(contact, plan, details);
    try {
      var ended = lookups.run();
      var outcome = ended != null ? ended : settle(contact, lookups.outcomeWithoutHit());
      finder = outcome == ContactOutcome.FOUND ? lookups.finder() : null;
      return outcome;
    } catch (CanceledFailure e) {
      return settle(contact, ContactOutcome.CANCELLED);
    }
  }

  private ContactOutcome settle(ContactKey contact, ContactOutcome outcome) {
    var credits =
        Workflow.newActivityStub(
            CreditActivities.class,
            ActivityOptions.newBuilder(SETTLEMENT_OPTIONS)
                .setSummary("as " + outcome.name().toLowerCase(Locale.ROOT))
                .build());
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
    var webhooks = WebhookDelivery.activities("contact " + contact.position());
    return WebhookDelivery.deliver(() -> webhooks.postWebhook(contact))
        ? WebhookOutcome.DELIVERED
        : WebhookOutcome.UNDELIVERABLE;
  }
}
