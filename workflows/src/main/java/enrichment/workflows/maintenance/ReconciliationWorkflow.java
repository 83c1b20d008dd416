package enrichment.workflows.maintenance;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Finds what PostgreSQL has under way and Temporal knows nothing of, and has it go on. Started by a
 * schedule, by workers that start or find Temporal empty, or by hand.
 */
@WorkflowInterface
public interface ReconciliationWorkflow {

  /** The schedule's, and what the ids of its workflows begin with. */
  String SCHEDULE_ID = "reconciliation";

  /** The workflow that is not started by the schedule: one at a time. */
  String MANUAL_WORKFLOW_ID = SCHEDULE_ID + "/manual";

  @WorkflowMethod
  ReconciliationResult reconcile(ReconciliationInput input);
}
