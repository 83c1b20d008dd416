package enrichment.replay;

import enrichment.workflows.BulkEnrichmentWorkflowImpl;
import enrichment.workflows.ContactEnrichmentWorkflowImpl;
import enrichment.workflows.maintenance.ReconciliationWorkflowImpl;
import enrichment.workflows.maintenance.RetentionWorkflowImpl;
import enrichment.workflows.webhooks.WebhookRedeliveryWorkflowImpl;
import enrichment.workflows.webhooks.WebhookTestWorkflowImpl;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.List;
import java.util.Optional;

/** Runs the code of workflows along histories. Needs no server but a stub in this process. */
final class Replay implements AutoCloseable {

  /** All that there are. */
  static final List<Class<?>> WORKFLOWS =
      List.of(
          BulkEnrichmentWorkflowImpl.class,
          ContactEnrichmentWorkflowImpl.class,
          ReconciliationWorkflowImpl.class,
          RetentionWorkflowImpl.class,
          WebhookRedeliveryWorkflowImpl.class,
          WebhookTestWorkflowImpl.class);

  /** On a busy machine, loading the classes of the first workflow alone takes a second. */
  private static final long PATIENCE_MILLIS = 30_000;

  private final StepRecorder recorder = new StepRecorder();
  private final TestWorkflowEnvironment environment;
  private final Worker worker;

  Replay() {
    this(WORKFLOWS);
  }

  Replay(List<Class<?>> workflows) {
    // A worker asks a server what it is able to do, if nothing else.
    environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setUsingVirtualWorkflowThreads(true)
                        .setWorkerInterceptors(recorder)
                        .build())
                .build());
    worker =
        environment.newWorker(
            "replay",
            WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(PATIENCE_MILLIS).build());
    worker.registerWorkflowImplementationTypes(workflows.toArray(Class<?>[]::new));
  }

  /** Empty when the run goes on as it began. */
  Optional<Breakage> of(WorkflowExecutionHistory history) {
    recorder.clear();
    try {
      worker.replayWorkflowExecution(history);
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(
          Breakage.of(RecordedSteps.of(history.getEvents()), recorder.steps(), String.valueOf(e)));
    }
  }

  @Override
  public void close() {
    environment.close();
  }
}
