package enrichment.api;

import enrichment.api.http.TimeLimit;
import enrichment.store.sql.Database;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * Whether what the API depends on can be reached. The checks may block.
 *
 * @param postgresql whether a statement can be run
 * @param temporal whether a workflow can be started
 */
public record Readiness(BooleanSupplier postgresql, BooleanSupplier temporal) {

  private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);

  public static Readiness of(Database database, WorkflowClient temporal) {
    return new Readiness(
        () -> within(database::isReachable), () -> within(() -> hasNamespace(temporal)));
  }

  /** A server without the namespace says that it is well, and starts nothing. */
  private static boolean hasNamespace(WorkflowClient temporal) {
    return temporal
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeNamespace(
            DescribeNamespaceRequest.newBuilder()
                .setNamespace(temporal.getOptions().getNamespace())
                .build())
        .hasNamespaceInfo();
  }

  private static boolean within(Callable<Boolean> check) {
    try {
      return TimeLimit.call(CHECK_TIMEOUT, check);
    } catch (Exception e) {
      return false;
    }
  }
}
