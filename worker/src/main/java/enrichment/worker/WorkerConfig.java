package enrichment.worker;

import enrichment.domain.AddressPolicy;
import java.util.Map;

/**
 * What the environment says, read once.
 *
 * @param databaseUrl {@code DATABASE_URL}: {@code jdbc:postgresql://…}
 * @param webhookAddresses {@code WEBHOOK_ALLOWED_NETWORKS}: CIDRs, separated by commas, that
 *     webhooks may reach though they are not public
 */
public record WorkerConfig(String databaseUrl, AddressPolicy webhookAddresses) {

  /**
   * @throws IllegalArgumentException whose message names the variable and what is wrong with it
   */
  public static WorkerConfig read(Map<String, String> environment) {
    var databaseUrl = environment.getOrDefault("DATABASE_URL", "");
    if (databaseUrl.isBlank()) {
      throw new IllegalArgumentException("DATABASE_URL is required: jdbc:postgresql://…");
    }
    return new WorkerConfig(
        databaseUrl, AddressPolicy.read(environment.getOrDefault(AddressPolicy.VARIABLE, "")));
  }

  /** Keeps the password in the URL out of logs. */
  @Override
  public String toString() {
    return "WorkerConfig";
  }
}
