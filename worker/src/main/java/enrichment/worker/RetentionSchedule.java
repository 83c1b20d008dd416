package enrichment.worker;

import enrichment.workflows.RetentionInput;
import enrichment.workflows.RetentionWorkflow;
import enrichment.workflows.TaskQueues;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has results purged every day. */
final class RetentionSchedule {

  private static final Logger LOG = LoggerFactory.getLogger(RetentionSchedule.class);

  private static final Duration INTERVAL = Duration.ofDays(1);

  private final WorkflowClient client;

  RetentionSchedule(WorkflowClient client) {
    this.client = client;
  }

  /**
   * Creates the schedule, or brings it up to date; one that was paused stays so. A server that has
   * no schedules purges once, now. Whatever goes wrong here keeps no worker from its work.
   */
  void ensure() {
    try {
      createOrUpdate();
    } catch (RuntimeException e) {
      if (!isUnknown(e)) {
        LOG.atWarn()
            .addKeyValue("exception", e.getClass().getName())
            .log("retention.schedule.failed");
        return;
      }
      LOG.atInfo()
          .addKeyValue("instead", "purged once, at the start of the worker")
          .log("retention.schedule.unsupported");
      runOnce();
    }
  }

  private void createOrUpdate() {
    var options = client.getOptions();
    var schedules =
        ScheduleClient.newInstance(
            client.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(options.getNamespace())
                .setDataConverter(options.getDataConverter())
                .setIdentity(options.getIdentity())
                .build());
    try {
      schedules.createSchedule(
          RetentionWorkflow.SCHEDULE_ID,
          schedule(Schedule.newBuilder()),
          ScheduleOptions.newBuilder().build());
    } catch (ScheduleAlreadyRunningException e) {
      schedules
          .getHandle(RetentionWorkflow.SCHEDULE_ID)
          .update(
              input ->
                  new ScheduleUpdate(
                      schedule(Schedule.newBuilder(input.getDescription().getSchedule()))));
    }
  }

  private static Schedule schedule(Schedule.Builder builder) {
    return builder
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(RetentionWorkflow.class)
                .setArguments(RetentionInput.FIRST)
                .setOptions(options(RetentionWorkflow.SCHEDULE_ID).build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(INTERVAL)))
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .build())
        .build();
  }

  private void runOnce() {
    var workflow =
        client.newWorkflowStub(
            RetentionWorkflow.class,
            options(RetentionWorkflow.MANUAL_WORKFLOW_ID)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build());
    WorkflowClient.start(workflow::purgeExpired, RetentionInput.FIRST);
  }

  private static WorkflowOptions.Builder options(String workflowId) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(workflowId)
        .setTaskQueue(TaskQueues.ENRICHMENT);
  }

  private static boolean isUnknown(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(20)
        .anyMatch(
            cause ->
                cause instanceof StatusRuntimeException status
                    && status.getStatus().getCode() == Status.Code.UNIMPLEMENTED);
  }
}
