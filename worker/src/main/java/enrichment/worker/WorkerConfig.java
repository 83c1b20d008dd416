package enrichment.worker;

import enrichment.observability.logging.LogSettings;
import enrichment.observability.metrics.MetricsSettings;
import enrichment.store.sql.Database;
import io.temporal.common.WorkerDeploymentVersion;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says, read once. Temporal's part of it is read by {@code
 * temporal-envconfig}.
 *
 * @param databaseUrl {@code DATABASE_URL}: {@code jdbc:postgresql://…}
 * @param version {@code WORKER_DEPLOYMENT} and {@code WORKER_BUILD_ID}: what the worker registers
 *     as; null for a worker without a version
 * @param metrics {@code METRICS_PORT}
 */
public record WorkerConfig(
    String databaseUrl,
    WorkerSettings worker,
    @Nullable WorkerDeploymentVersion version,
    MetricsSettings metrics) {

  /**
   * @throws IllegalArgumentException whose message names the variable and what is wrong with it
   */
  public static WorkerConfig read(Map<String, String> environment) {
    LogSettings.check(environment);
    return new WorkerConfig(
        Database.checkUrl(environment.getOrDefault("DATABASE_URL", "").strip()),
        WorkerSettings.read(environment, ""),
        VersionSettings.read(environment),
        MetricsSettings.read(environment));
  }

  /** Keeps the password in the URL out of logs. */
  @Override
  public String toString() {
    return "WorkerConfig";
  }
}
