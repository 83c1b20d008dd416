package enrichment.worker;

import enrichment.workflows.steps.TaskQueues;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
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
import java.util.List;
import java.util.stream.Stream;

/** Temporal's schedules of maintenance. */
final class MaintenanceSchedules {

  private final ScheduleClient schedules;

  MaintenanceSchedules(WorkflowClient client) {
    var options = client.getOptions();
    schedules =
        ScheduleClient.newInstance(
            client.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(options.getNamespace())
                .setDataConverter(options.getDataConverter())
                .setIdentity(options.getIdentity())
                .build());
  }

  /** What was found. */
  enum Found {
    CREATED,
    KNOWN,
    /** The server has no schedules. */
    UNSUPPORTED
  }

  /**
   * Creates the schedule of a task where there is none, and once brings one that is there up to
   * date; one that was paused stays so.
   */
  Found ensure(MaintenanceTask task) {
    try {
      var created = create(task);
      if (!created && !task.isUpdated()) {
        update(task);
      }
      task.setUpdated();
      return created ? Found.CREATED : Found.KNOWN;
    } catch (RuntimeException e) {
      if (!isUnknown(e)) {
        throw e;
      }
      return Found.UNSUPPORTED;
    }
  }

  private boolean create(MaintenanceTask task) {
    try {
      schedules.createSchedule(
          task.id(), schedule(task, Schedule.newBuilder()), ScheduleOptions.newBuilder().build());
      return true;
    } catch (ScheduleAlreadyRunningException e) {
      return false;
    }
  }

  private void update(MaintenanceTask task) {
    schedules
        .getHandle(task.id())
        .update(
            input ->
                new ScheduleUpdate(
                    schedule(task, Schedule.newBuilder(input.getDescription().getSchedule()))));
  }

  private static Schedule schedule(MaintenanceTask task, Schedule.Builder builder) {
    return builder
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(task.workflow())
                .setArguments(task.input())
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(task.id())
                        .setTaskQueue(TaskQueues.ENRICHMENT)
                        .build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(task.interval())))
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .build())
        .build();
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
