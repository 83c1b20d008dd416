package enrichment.worker;

import io.temporal.common.SimplePlugin;
import io.temporal.common.VersioningBehavior;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkerPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Has the workers of all task queues register as one version of one deployment. All of them, since
 * a version that left one out would hand its tasks to whichever version is current there.
 */
final class WorkerVersioning extends SimplePlugin {

  private final WorkerDeploymentOptions options;

  private WorkerVersioning(WorkerDeploymentVersion version) {
    super("enrichment.versioning");
    options =
        WorkerDeploymentOptions.newBuilder()
            .setUseVersioning(true)
            .setVersion(version)
            // A workflow that says nothing of its own has to replay on every version.
            .setDefaultVersioningBehavior(VersioningBehavior.AUTO_UPGRADE)
            .build();
  }

  /**
   * @param version null for workers without one
   */
  static WorkerPlugin[] of(@Nullable WorkerDeploymentVersion version) {
    return version == null
        ? new WorkerPlugin[0]
        : new WorkerPlugin[] {new WorkerVersioning(version)};
  }

  @Override
  public void configureWorker(String taskQueue, WorkerOptions.Builder builder) {
    builder.setDeploymentOptions(options);
  }
}
