package enrichment.worker;

import enrichment.domain.Admission;
import enrichment.workflows.ContactEnrichmentInput;
import enrichment.workflows.ContactEnrichmentResult;
import enrichment.workflows.ContactEnrichmentWorkflow;
import enrichment.workflows.ContactEnrichmentWorkflowImpl;
import io.temporal.common.VersioningBehavior;
import io.temporal.workflow.WorkflowVersioningBehavior;

/**
 * The contact workflow of a worker with a version. It is not said by the workflow itself that it is
 * pinned: a server refuses whatever a worker without a version says of such things.
 */
public final class PinnedContactWorkflow implements ContactEnrichmentWorkflow {

  private final ContactEnrichmentWorkflow contact = new ContactEnrichmentWorkflowImpl();

  @Override
  @WorkflowVersioningBehavior(VersioningBehavior.PINNED)
  public ContactEnrichmentResult enrich(ContactEnrichmentInput input) {
    return contact.enrich(input);
  }

  @Override
  public Admission admission() {
    return contact.admission();
  }
}
