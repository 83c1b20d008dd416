package enrichment.worker;

import enrichment.observability.tracing.Tracing;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** How much of everything a worker process takes on at a time. */
final class WorkerTuning {

  /** A slow receiver holds its slot for up to 15 s; on a virtual thread that costs little. */
  static final int WEBHOOK_SLOTS = 10_000;

  private static final int LOOKUP_SLOTS = 200;

  /**
   * @param version what all workers of the factory register as; null for none
   * @param tracing whose interceptors are the outermost, so that they see failures redacted
   */
  static WorkerFactoryOptions factory(@Nullable WorkerDeploymentVersion version, Tracing tracing) {
    var interceptors = new ArrayList<WorkerInterceptor>();
    interceptors.add(new RedactedFailures());
    interceptors.addAll(tracing.workerInterceptors());
    return WorkerFactoryOptions.newBuilder()
        .setUsingVirtualWorkflowThreads(true)
        .setWorkerInterceptors(interceptors.toArray(WorkerInterceptor[]::new))
        .setPlugins(WorkerVersioning.of(version))
        .validateAndBuildWithDefaults();
  }

  /** Where enrichments are decided on, by local activities. */
  static WorkerOptions admission() {
    return worker().setLocalActivityWorkerOnly(true).build();
  }

  /** Where batches and contacts run, and what is ours alone: the directory, settling, turns. */
  static WorkerOptions enrichment() {
    return worker().setMaxConcurrentActivityExecutionSize(LOOKUP_SLOTS).build();
  }

  static WorkerOptions webhooks() {
    return worker().setMaxConcurrentActivityExecutionSize(WEBHOOK_SLOTS).build();
  }

  /** What the workers of all task queues have in common. */
  static WorkerOptions.Builder worker() {
    return WorkerOptions.newBuilder().setUsingVirtualThreads(true);
  }

  private WorkerTuning() {}
}
