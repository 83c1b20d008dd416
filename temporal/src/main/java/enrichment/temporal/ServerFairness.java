package enrichment.temporal;

import static enrichment.temporal.AnyMessage.nested;
import static enrichment.temporal.AnyMessage.number;
import static enrichment.temporal.AnyMessage.text;

import com.google.protobuf.UnknownFieldSet;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.temporal.client.WorkflowClient;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Whether a server keeps a task queue fair ({@code matching.enableFairness}). Its public API does
 * not tell. Its admin API does: queues of either kind count their tasks in fields of their own,
 * once there has been a task that somebody had to wait for.
 *
 * <p>The numbers of the fields are those of {@code
 * proto/internal/temporal/server/api/adminservice/v1} and {@code …/taskqueue/v1} in <a
 * href="https://github.com/temporalio/temporal">Temporal's server</a>, 1.29 to 1.31.
 */
public enum ServerFairness {
  ON,
  OFF,
  /** Nothing has ever queued up there. */
  UNDECIDED,
  /** It does not say: it has no such call, or not for everybody (Temporal Cloud). */
  UNKNOWN;

  private static final long PATIENCE_SECONDS = 5;

  private static final int OF_WORKFLOWS = 1;

  /** {@code read_level}, {@code ack_level}, {@code max_read_level}; left out where they are 0. */
  private static IntStream levels() {
    return IntStream.of(1, 2, 6);
  }

  /** The same of a fair queue. */
  private static IntStream fairLevels() {
    return IntStream.of(7, 8, 9);
  }

  private static final MethodDescriptor<UnknownFieldSet, UnknownFieldSet> DESCRIBE_PARTITION =
      MethodDescriptor.newBuilder(AnyMessage.MARSHALLER, AnyMessage.MARSHALLER)
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName(
              "temporal.server.api.adminservice.v1.AdminService/DescribeTaskQueuePartition")
          .build();

  /** Of a task queue of workflows. A server that cannot be asked is not one that is unfair. */
  public static ServerFairness of(WorkflowClient client, String taskQueue) {
    // With all that other calls have too: TLS, the API key.
    var stub =
        client
            .getWorkflowServiceStubs()
            .blockingStub()
            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    try {
      return read(
          ClientCalls.blockingUnaryCall(
              stub.getChannel(),
              DESCRIBE_PARTITION,
              stub.getCallOptions(),
              request(client.getOptions().getNamespace(), taskQueue)));
    } catch (StatusRuntimeException e) {
      return UNKNOWN;
    }
  }

  /** For the first partition, and workers without a version. */
  private static UnknownFieldSet request(String namespace, String taskQueue) {
    var partition = UnknownFieldSet.newBuilder();
    partition.addField(1, text(taskQueue)).addField(2, number(OF_WORKFLOWS));
    var unversioned = UnknownFieldSet.newBuilder().addField(2, number(1));
    return UnknownFieldSet.newBuilder()
        .addField(1, text(namespace))
        .addField(2, nested(partition))
        .addField(3, nested(unversioned))
        .build();
  }

  /**
   * {@code versions_info_internal}, a map; of its values the {@code physical_task_queue_info}, and
   * in there {@code internal_task_queue_status}: first how the queue works now, then what is
   * drained of how it worked before.
   */
  private static ServerFairness read(UnknownFieldSet answer) {
    var statuses = AnyMessage.at(answer, 1, 2, 2, 3);
    if (statuses.isEmpty()) {
      return UNKNOWN;
    }
    var status = statuses.getFirst();
    if (fairLevels().anyMatch(status::hasField)) {
      return ON;
    }
    return levels().anyMatch(status::hasField) ? OFF : UNDECIDED;
  }
}
