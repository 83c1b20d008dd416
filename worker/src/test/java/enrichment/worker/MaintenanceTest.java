package enrichment.worker;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.workflows.maintenance.ReconciliationInput;
import enrichment.workflows.maintenance.ReconciliationResult;
import enrichment.workflows.maintenance.ReconciliationWorkflow;
import enrichment.workflows.maintenance.RetentionInput;
import enrichment.workflows.maintenance.RetentionResult;
import enrichment.workflows.maintenance.RetentionWorkflow;
import enrichment.workflows.steps.TaskQueues;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a server that has no schedules. */
@Timeout(60)
class MaintenanceTest {

  private static CountDownLatch reconciliations;
  private static AtomicInteger purges;

  /** Counts. */
  public static final class Reconciled implements ReconciliationWorkflow {
    @Override
    public ReconciliationResult reconcile(ReconciliationInput input) {
      reconciliations.countDown();
      return ReconciliationResult.NOTHING;
    }
  }

  /** Counts. */
  public static final class Purged implements RetentionWorkflow {
    @Override
    public RetentionResult purgeExpired(RetentionInput input) {
      purges.incrementAndGet();
      return RetentionResult.NOTHING;
    }
  }

  @Test
  void isStartedByTheWorkerItself() throws InterruptedException {
    reconciliations = new CountDownLatch(3);
    purges = new AtomicInteger();
    try (var temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build())) {
      var worker = temporal.newWorker(TaskQueues.ENRICHMENT);
      worker.registerWorkflowImplementationTypes(Reconciled.class, Purged.class);
      temporal.start();

      try (var maintenance =
          Maintenance.start(
              temporal.getWorkflowClient(), Duration.ofMillis(50), Duration.ofMillis(500))) {
        assertThat(maintenance).isNotNull();
        assertThat(reconciliations.await(30, TimeUnit.SECONDS)).as("again and again").isTrue();
        assertThat(purges).as("that is not due again").hasValue(1);
      }
    }
  }
}
