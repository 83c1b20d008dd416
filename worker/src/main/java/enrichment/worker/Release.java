package enrichment.worker;

import enrichment.workflows.BulkEnrichmentWorkflow;
import enrichment.workflows.BulkEnrichmentWorkflowImpl;
import enrichment.workflows.ContactEnrichmentWorkflow;
import enrichment.workflows.ContactEnrichmentWorkflowImpl;
import enrichment.workflows.maintenance.ReconciliationWorkflowImpl;
import enrichment.workflows.maintenance.RetentionWorkflowImpl;
import enrichment.workflows.steps.TaskQueues;
import enrichment.workflows.webhooks.WebhookRedeliveryWorkflowImpl;
import enrichment.workflows.webhooks.WebhookTestWorkflowImpl;
import io.temporal.common.WorkerDeploymentVersion;
import org.jspecify.annotations.Nullable;

/**
 * The workflows that a worker runs, and what it says that they are.
 *
 * @param version null for a worker without one
 */
record Release(
    @Nullable WorkerDeploymentVersion version,
    Class<? extends BulkEnrichmentWorkflow> batches,
    Class<? extends ContactEnrichmentWorkflow> contacts) {

  /** The workflows as they are here. */
  static Release of(@Nullable WorkerDeploymentVersion version) {
    return new Release(
        version,
        BulkEnrichmentWorkflowImpl.class,
        version == null ? ContactEnrichmentWorkflowImpl.class : PinnedContactWorkflow.class);
  }

  /** On {@link TaskQueues#ADMISSION}. */
  Class<?>[] admission() {
    return new Class<?>[] {batches, contacts, WebhookTestWorkflowImpl.class};
  }

  /** On {@link TaskQueues#ENRICHMENT}. */
  Class<?>[] enrichment() {
    return new Class<?>[] {
      batches,
      contacts,
      ReconciliationWorkflowImpl.class,
      RetentionWorkflowImpl.class,
      WebhookRedeliveryWorkflowImpl.class
    };
  }
}
