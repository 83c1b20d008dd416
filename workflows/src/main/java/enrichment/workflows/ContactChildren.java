package enrichment.workflows;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentPlan;
import enrichment.workflows.steps.TaskQueues;
import enrichment.workflows.webui.ContactDetails;
import enrichment.workflows.webui.OwnAttributes;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The child workflows of a batch: all started at once, each followed to its end. */
final class ContactChildren {

  private final EnrichmentPlan plan;
  private final BiConsumer<ContactKey, ContactOutcome> onEnded;

  private final List<Promise<Void>> started = new ArrayList<>();
  private final List<Promise<Void>> ended = new ArrayList<>();
  private final List<ContactKey> lost = new ArrayList<>();

  /**
   * @param onEnded told of each contact and its outcome, in the order in which they end
   */
  ContactChildren(EnrichmentPlan plan, BiConsumer<ContactKey, ContactOutcome> onEnded) {
    this.plan = plan;
    this.onEnded = onEnded;
  }

  /**
   * Runs a child for each contact, and returns when all have ended. A cancellation of the batch is
   * passed on to the children, which then settle and deliver what they have.
   *
   * @param endAs how the contacts end without a lookup; null when they are to be looked up
   * @return the contacts whose child ended without a result
   */
  List<ContactKey> run(List<ContactKey> contacts, @Nullable ContactOutcome endAs) {
    // Detached: a child that is cancelled before it has started would never settle its contact.
    var children =
        Workflow.newDetachedCancellationScope(
            () -> contacts.forEach(contact -> start(contact, endAs)));
    children.run();

    var allEnded = Promise.allOf(ended);
    if (endAs == null) {
      Promise.anyOf(allEnded, CancellationScope.current().getCancellationRequest()).get();
      if (!allEnded.isCompleted()) {
        Promise.allOf(started).get();
        children.cancel("The batch is cancelled");
      }
    }
    allEnded.get();
    return lost;
  }

  private void start(ContactKey contact, @Nullable ContactOutcome endAs) {
    var contactPlan = plan.of(contact.position());
    var child =
        Workflow.newChildWorkflowStub(
            ContactEnrichmentWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(ContactEnrichmentWorkflow.workflowId(contact))
                .setTaskQueue(TaskQueues.ENRICHMENT)
                .setStaticSummary(ContactDetails.summary(contact, contactPlan))
                .setTypedSearchAttributes(OwnAttributes.ofContact(contactPlan.type()))
                // A terminated batch leaves no contact unsettled.
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
                .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                .build());
    Promise<ContactEnrichmentResult> result =
        Async.function(child::enrich, new ContactEnrichmentInput(contact, contactPlan, endAs));
    Promise<WorkflowExecution> execution = Workflow.getWorkflowExecution(child);
    started.add(execution.handle((started, failure) -> (Void) null));
    ended.add(result.handle((ended, failure) -> collect(contact, ended, failure)));
  }

  /**
   * One contact's failure never fails the batch. A cancelled child has settled its contact and
   * delivered it, but Temporal keeps no result of it: what it had found until then, only the books
   * of the batch tell.
   */
  private @Nullable Void collect(
      ContactKey contact,
      @Nullable ContactEnrichmentResult result,
      @Nullable RuntimeException failure) {
    if (failure == null) {
      onEnded.accept(contact, result.outcome());
    } else if (failure.getCause() instanceof CanceledFailure) {
      onEnded.accept(contact, ContactOutcome.CANCELLED);
    } else {
      lost.add(contact);
    }
    return null;
  }
}
