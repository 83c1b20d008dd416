package enrichment.standalone;

import com.uber.m3.tally.Scope;
import enrichment.observability.tracing.Tracing;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The SDK's in-process server. It keeps all it has ever done, histories as well as each taking and
 * giving back of its clock, which it searches from the beginning at every timer: the more it has
 * done, the slower it is, and the larger.
 */
final class TemporalInProcess implements AutoCloseable {

  /** With this a worker says what came of a task. */
  private static final String TASK_END = "Respond";

  private static final int MANY = 1_000;

  private final TestServer.InProcessTestServer server = TestServer.createServer(true);
  private final AtomicLong tasks = new AtomicLong();
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;

  private TemporalInProcess(Scope scope, Tracing tracing) {
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setChannel(server.getChannel())
                .setGrpcClientInterceptors(List.of(new TaskCount()))
                .setMetricsScope(scope)
                .build());
    client = StandaloneTemporal.client(service, tracing);
  }

  static TemporalInProcess start(Scope scope, Tracing tracing) {
    return new TemporalInProcess(scope, tracing);
  }

  private final class TaskCount implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      if (method.getBareMethodName().startsWith(TASK_END)) {
        tasks.incrementAndGet();
      }
      return next.newCall(method, options);
    }
  }

  Channel channel() {
    return server.getChannel();
  }

  /** For its worker, whose tasks are counted. */
  WorkflowClient client() {
    return client;
  }

  /** How many tasks its worker has done. */
  long tasks() {
    return tasks.get();
  }

  /**
   * How many workflows are running; a great many where it does not say in time. It may only be
   * asked while no worker works: it goes through a map that a start would change meanwhile.
   */
  int running() {
    try {
      return service
          .blockingStub()
          .listOpenWorkflowExecutions(
              ListOpenWorkflowExecutionsRequest.newBuilder()
                  .setNamespace(client.getOptions().getNamespace())
                  .build())
          .getExecutionsCount();
    } catch (StatusRuntimeException e) {
      return MANY;
    }
  }

  @Override
  public void close() {
    service.shutdownNow();
    server.close();
  }
}
