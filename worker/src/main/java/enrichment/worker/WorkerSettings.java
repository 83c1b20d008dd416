package enrichment.worker;

import java.util.Map;

/**
 * How a worker works, wherever it runs.
 *
 * @param webhooks how they are sent
 * @param providers {@code PROVIDERS_FILE}: who is asked about contacts
 * @param retention {@code RETENTION_DAYS}: for how long results are kept
 */
public record WorkerSettings(
    WebhookSettings webhooks, ProviderSettings providers, RetentionSettings retention) {

  /**
   * @param usualNetworks what webhooks may reach though it is not public, where the environment
   *     does not say
   * @throws IllegalArgumentException whose message names the variable and what is wrong with it
   */
  public static WorkerSettings read(Map<String, String> environment, String usualNetworks) {
    return new WorkerSettings(
        WebhookSettings.read(environment, usualNetworks),
        ProviderSettings.read(environment),
        RetentionSettings.read(environment));
  }
}
