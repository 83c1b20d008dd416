package enrichment.workflows;

import enrichment.domain.Admission;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentPlan;
import enrichment.domain.EnrichmentTotals;
import enrichment.workflows.steps.TaskQueues;
import enrichment.workflows.steps.Uncancelled;
import enrichment.workflows.webhooks.WebhookDelivery;
import enrichment.workflows.webui.BatchDetails;
import enrichment.workflows.webui.OwnAttributes;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

public final class BulkEnrichmentWorkflowImpl implements BulkEnrichmentWorkflow {

  /**
   * It is asked for until it comes; the activity says when to ask again. Whatever else keeps an
   * attempt from an answer keeps those behind this batch waiting too, so it is soon tried again.
   */
  private static final ActivityOptions TURN_OPTIONS =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.ENRICHMENT)
          .setSummary("its turn among the account's batches")
          .setStartToCloseTimeout(Duration.ofSeconds(10))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofSeconds(1))
                  .setMaximumInterval(Duration.ofSeconds(5))
                  .build())
          .build();

  private final EnrichmentBooks books = new EnrichmentBooks();
  private final Set<Integer> settled = new HashSet<>();

  private @Nullable EnrichmentPlan plan;
  private @Nullable BatchDetails details;
  private EnrichmentTotals ended = EnrichmentTotals.NONE;
  private boolean closed;

  @Override
  public EnrichmentTotals enrichAll(BulkEnrichmentInput input) {
    plan = input.plan() == null ? admit(input.enrichmentId()) : books.openedBefore(input.plan());
    if (plan == null) {
      OwnAttributes.rejected();
      return EnrichmentTotals.NONE;
    }
    details = new BatchDetails(plan);
    details.show(ended);
    var told = plan.finishedWebhook() ? tellWhenFinal(input.enrichmentId(), plan.contacts()) : null;
    // A worker of the version before may have decided what this run does already.
    if (plan.waits() && Workflow.getVersion("turns", Workflow.DEFAULT_VERSION, 1) == 1) {
      awaitTurn(input.enrichmentId());
    }
    enrichContacts(contactsOf(input.enrichmentId(), plan), plan);
    ended = books.close(input.enrichmentId());
    closed = true;
    OwnAttributes.closed(ended);
    details.closed(ended, told != null);
    if (told != null) {
      told.get();
      details.closed(ended, false);
    }
    books.awaitAnswered();
    if (CancellationScope.current().isCancelRequested()) {
      throw new CanceledFailure("Cancelled. Every contact is settled.");
    }
    return ended;
  }

  @Override
  public Admission admission() {
    return books.awaitAdmission();
  }

  @Override
  public void contactSettled(int position) {
    settled.add(position);
  }

  @Override
  public BulkEnrichmentProgress progress() {
    return new BulkEnrichmentProgress(plan == null ? 0 : plan.contacts(), ended);
  }

  /**
   * Decides while the client waits, on a task queue where nothing else is done. An accepted batch
   * then goes on as a new run where its contacts run: see the rationale.
   */
  private @Nullable EnrichmentPlan admit(UUID enrichmentId) {
    var admitted = books.open(enrichmentId);
    books.awaitAnswered();
    // A workflow that was asked to cancel cannot continue; it settles its contacts here.
    if (admitted != null && !CancellationScope.current().isCancelRequested()) {
      Workflow.newContinueAsNewStub(BulkEnrichmentWorkflow.class, amongItsContacts())
          .enrichAll(new BulkEnrichmentInput(enrichmentId, admitted));
    }
    return admitted;
  }

  private static ContinueAsNewOptions amongItsContacts() {
    return ContinueAsNewOptions.newBuilder()
        .setTaskQueue(TaskQueues.ENRICHMENT)
        .setTypedSearchAttributes(OwnAttributes.ofAcceptedBatch())
        .build();
  }

  /** A batch that is cancelled waits no longer. */
  private void awaitTurn(UUID enrichmentId) {
    details.waitsForTurn(ended);
    try {
      Workflow.newActivityStub(TurnActivities.class, TURN_OPTIONS).awaitTurn(enrichmentId);
    } catch (CanceledFailure e) {
      // Its contacts end without a lookup.
    } catch (ActivityFailure e) {
      if (!(e.getCause() instanceof CanceledFailure)) {
        throw e;
      }
    }
    details.show(ended);
  }

  private void enrichContacts(List<ContactKey> contacts, EnrichmentPlan plan) {
    var endAs = CancellationScope.current().isCancelRequested() ? ContactOutcome.CANCELLED : null;
    var lost = new ContactChildren(plan, this::contactEnded).run(contacts, endAs);
    // Whoever terminated these from outside stopped their lookups; their results are still owed.
    new ContactChildren(plan, this::contactEnded).run(lost, ContactOutcome.FAILED);
  }

  /**
   * The message about the whole batch goes out when the last contact is final, which may be days
   * before the last contact's own message is delivered.
   */
  private Promise<Boolean> tellWhenFinal(UUID enrichmentId, int contacts) {
    var webhooks = WebhookDelivery.activities("all contacts are final");
    return Uncancelled.call(
        () ->
            Async.function(
                () -> {
                  Workflow.await(() -> settled.size() == contacts || closed);
                  return WebhookDelivery.deliver(() -> webhooks.postFinishedWebhook(enrichmentId));
                }));
  }

  private void contactEnded(ContactKey contact, ContactOutcome outcome) {
    var first = ended.of(outcome) == 0;
    ended = ended.plus(outcome);
    if (first) {
      OwnAttributes.contactsEnded(ended);
    }
    details.contactEnded(contact, ended);
  }

  private static List<ContactKey> contactsOf(UUID enrichmentId, EnrichmentPlan plan) {
    return IntStream.range(0, plan.contacts())
        .mapToObj(position -> new ContactKey(enrichmentId, position))
        .toList();
  }
}
