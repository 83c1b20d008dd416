package enrichment.temporal;

import enrichment.store.NewEnrichment;
import enrichment.store.OpenEnrichment;
import enrichment.workflows.BulkEnrichmentInput;
import enrichment.workflows.BulkEnrichmentWorkflow;
import enrichment.workflows.ContactEnrichmentInput;
import enrichment.workflows.ContactEnrichmentWorkflow;
import enrichment.workflows.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.util.UUID;

/** The workflows of enrichments, started the same way whoever starts them. */
public final class EnrichmentWorkflows {

  private final WorkflowClient client;

  public EnrichmentWorkflows(WorkflowClient client) {
    this.client = client;
  }

  /** To be started, of a batch or a combined enrichment. */
  public BulkEnrichmentWorkflow bulk(OpenEnrichment enrichment) {
    return client.newWorkflowStub(BulkEnrichmentWorkflow.class, options(enrichment));
  }

  /** To be started, of a single enrichment. */
  public ContactEnrichmentWorkflow single(OpenEnrichment enrichment) {
    return client.newWorkflowStub(ContactEnrichmentWorkflow.class, options(enrichment));
  }

  /**
   * One that is running already goes on as it is.
   *
   * @throws io.temporal.client.WorkflowServiceException when Temporal cannot be reached, or refuses
   */
  public void start(OpenEnrichment enrichment) {
    var id = enrichment.enrichmentId();
    switch (enrichment.kind()) {
      case BULK, COMBINED ->
          WorkflowClient.start(bulk(enrichment)::enrichAll, BulkEnrichmentInput.received(id));
      case SINGLE ->
          WorkflowClient.start(single(enrichment)::enrich, ContactEnrichmentInput.single(id));
    }
  }

  /** Does nothing where none is running: it has yet to be started, or has just ended. */
  public void cancel(OpenEnrichment enrichment) {
    try {
      client.newUntypedWorkflowStub(workflowId(enrichment)).cancel();
    } catch (WorkflowNotFoundException e) {
      // Every lookup asks the database as well, so nobody need be told.
    }
  }

  private static WorkflowOptions options(OpenEnrichment enrichment) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(workflowId(enrichment))
        .setTaskQueue(TaskQueues.ADMISSION)
        // One that runs is the one to ask, and one that ended with its books open runs again.
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .build();
  }

  private static String workflowId(OpenEnrichment enrichment) {
    return workflowId(enrichment.kind(), enrichment.enrichmentId());
  }

  /** Of the workflow that runs an enrichment of this kind. */
  public static String workflowId(NewEnrichment.Kind kind, UUID id) {
    return switch (kind) {
      case BULK, COMBINED -> BulkEnrichmentWorkflow.workflowId(id);
      case SINGLE -> ContactEnrichmentWorkflow.workflowId(id);
    };
  }
}
