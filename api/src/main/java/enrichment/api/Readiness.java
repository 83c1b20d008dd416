package enrichment.api;

import enrichment.api.http.TimeLimit;
import enrichment.store.Database;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.temporal.serviceclient.WorkflowServiceStubs;
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

  public static Readiness of(Database database, WorkflowServiceStubs temporal) {
    return new Readiness(
        () -> within(database::isReachable),
        () -> within(() -> temporal.healthCheck().getStatus() == ServingStatus.SERVING));
  }

  private static boolean within(Callable<Boolean> check) {
    try {
      return TimeLimit.call(CHECK_TIMEOUT, check);
    } catch (Exception e) {
      return false;
    }
  }
}
