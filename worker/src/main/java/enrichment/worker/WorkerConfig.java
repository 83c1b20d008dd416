package enrichment.worker;

import enrichment.metrics.MetricsSettings;
import java.util.Map;

/**
 * What the environment says, read once. Temporal's part of it is read by {@code
 * temporal-envconfig}.
 *
 * @param databaseUrl {@code DATABASE_URL}: {@code jdbc:postgresql://…}
 * @param metrics {@code METRICS_PORT}
 */
public record WorkerConfig(String databaseUrl, WorkerSettings worker, MetricsSettings metrics) {

  /**
   * @throws IllegalArgumentException whose message names the variable and what is wrong with it
   */
  public static WorkerConfig read(Map<String, String> environment) {
    var databaseUrl = environment.getOrDefault("DATABASE_URL", "");
    if (databaseUrl.isBlank()) {
      throw new IllegalArgumentException("DATABASE_URL is required: jdbc:postgresql://…");
    }
    return new WorkerConfig(
        databaseUrl, WorkerSettings.read(environment, ""), MetricsSettings.read(environment));
  }

  /** Keeps the password in the URL out of logs. */
  @Override
  public String toString() {
    return "WorkerConfig";
  }
}
