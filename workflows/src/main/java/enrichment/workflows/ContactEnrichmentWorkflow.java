package enrichment.workflows;

import enrichment.domain.ContactKey;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.UUID;

/**
 * Enriches one contact: asks the providers of its plan in order, settles its credits and delivers
 * its result. Runs as a child of a batch, or on its own for a single enrichment, which it then
 * admits and closes itself.
 */
@WorkflowInterface
public interface ContactEnrichmentWorkflow extends AdmissionUpdate {

  @WorkflowMethod
  ContactEnrichmentResult enrich(ContactEnrichmentInput input);

  /** The id of the workflow of one contact of a batch. */
  static String workflowId(ContactKey contact) {
    return "%s/%03d"
        .formatted(BulkEnrichmentWorkflow.workflowId(contact.enrichmentId()), contact.position());
  }

  /** The id of the workflow of a single enrichment. */
  static String workflowId(UUID enrichmentId) {
    return "contact-enrichment/" + enrichmentId;
  }
}
