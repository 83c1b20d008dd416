package enrichment.store.accounts;

import java.time.Duration;

/** What has come of asking for another webhook secret. */
public sealed interface SecretRotation {

  record Rotated(WebhookSecret secret) implements SecretRotation {}

  /**
   * As many old secrets as may be are still in use.
   *
   * @param most how many those are
   * @param retryAfter when the first of them goes out of use
   */
  record TooMany(int most, Duration retryAfter) implements SecretRotation {}
}
