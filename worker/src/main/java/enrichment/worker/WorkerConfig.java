package enrichment.worker;

import java.util.Map;

/**
 * What the environment says, read once.
 *
 * @param databaseUrl {@code DATABASE_URL}: {@code jdbc:postgresql://…}
 * @param webhooks how they are sent
 * @param providers {@code PROVIDERS_FILE}: who is asked about contacts
 * @param retention {@code RETENTION_DAYS}: for how long results are kept
 */
public record WorkerConfig(
    String databaseUrl,
    WebhookSettings webhooks,
    ProviderSettings providers,
    RetentionSettings retention) {

  /**
   * @throws IllegalArgumentException whose message names the variable and what is wrong with it
   */
  public static WorkerConfig read(Map<String, String> environment) {
    var databaseUrl = environment.getOrDefault("DATABASE_URL", "");
    if (databaseUrl.isBlank()) {
      throw new IllegalArgumentException("DATABASE_URL is required: jdbc:postgresql://…");
    }
    return new WorkerConfig(
        databaseUrl,
        WebhookSettings.read(environment, ""),
        ProviderSettings.read(environment),
        RetentionSettings.read(environment));
  }

  /** Keeps the password in the URL out of logs. */
  @Override
  public String toString() {
    return "WorkerConfig";
  }
}
