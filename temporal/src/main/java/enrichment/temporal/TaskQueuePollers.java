package enrichment.temporal;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.enums.v1.WorkerVersioningMode;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkerDeploymentVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who polls task queues for activities, as far as the server tells. */
public final class TaskQueuePollers {

  /** A poll lasts a minute at most, so who has not begun or ended one for longer is gone. */
  private static final Duration GONE_AFTER = Duration.ofSeconds(75);

  private static final long PATIENCE_SECONDS = 5;

  private final WorkflowClient client;
  private final @Nullable WorkerDeploymentVersion version;

  /**
   * @param version whose pollers count; null for workers without one
   */
  public TaskQueuePollers(WorkflowClient client, @Nullable WorkerDeploymentVersion version) {
    this.client = client;
    this.version = version;
  }

  /**
   * The identities of those who poll now, or have until a minute ago. A server that does not tell
   * is one within this process, which nobody else polls.
   *
   * @throws StatusRuntimeException when the server cannot be asked
   */
  public List<String> of(String taskQueue) {
    var request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
            .build();
    try {
      var answer =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .describeTaskQueue(request);
      var gone = Instant.now().minus(GONE_AFTER).getEpochSecond();
      return answer.getPollersList().stream()
          .filter(this::isOfThisVersion)
          .filter(poller -> poller.getLastAccessTime().getSeconds() > gone)
          .map(PollerInfo::getIdentity)
          .toList();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Code.UNIMPLEMENTED) {
        return List.of();
      }
      throw e;
    }
  }

  private boolean isOfThisVersion(PollerInfo poller) {
    var options = poller.getDeploymentOptions();
    var versioned =
        options.getWorkerVersioningMode() == WorkerVersioningMode.WORKER_VERSIONING_MODE_VERSIONED;
    return version == null
        ? !versioned
        : versioned
            && options.getDeploymentName().equals(version.getDeploymentName())
            && options.getBuildId().equals(version.getBuildId());
  }
}
