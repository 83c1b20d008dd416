package enrichment.workflows.maintenance;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Purges the results whose time is over. Started every day by a schedule, or by hand. */
@WorkflowInterface
public interface RetentionWorkflow {

  /** The schedule's, and what the ids of its workflows begin with. */
  String SCHEDULE_ID = "retention";

  /** The workflow that is started by hand: one at a time. */
  String MANUAL_WORKFLOW_ID = SCHEDULE_ID + "/manual";

  /** Returns when nothing is left to purge. */
  @WorkflowMethod
  RetentionResult purgeExpired(RetentionInput input);
}
