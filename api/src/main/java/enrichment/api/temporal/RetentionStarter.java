package enrichment.api.temporal;

import enrichment.api.http.SafeTrace;
import enrichment.workflows.RetentionInput;
import enrichment.workflows.RetentionWorkflow;
import enrichment.workflows.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has results purged now, whose time is over, and not only when the schedule comes to it. */
public final class RetentionStarter {

  private static final Logger LOG = LoggerFactory.getLogger(RetentionStarter.class);

  private static final Duration START_TIMEOUT = Duration.ofSeconds(7);

  private final WorkflowClient client;

  public RetentionStarter(WorkflowClient client) {
    this.client = client;
  }

  /**
   * @return whether a purge is under way
   */
  public boolean start() {
    var workflow =
        client.newWorkflowStub(
            RetentionWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(RetentionWorkflow.MANUAL_WORKFLOW_ID)
                .setTaskQueue(TaskQueues.ENRICHMENT)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build());
    try {
      TemporalCalls.within(
          START_TIMEOUT, () -> WorkflowClient.start(workflow::purgeExpired, RetentionInput.FIRST));
      return true;
    } catch (Exception e) {
      LOG.atWarn().addKeyValue("exception", SafeTrace.rootCauseOf(e)).log("retention.start.failed");
      return false;
    }
  }
}
