package enrichment.api;

import enrichment.api.http.RateLimits;
import enrichment.domain.AddressPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the operator decides of the API.
 *
 * @param webhookAddresses where webhooks may be sent to
 * @param adminToken what the admin API asks for; null: there is no admin API
 * @param rateLimits how many requests each process takes
 * @param temporalUiUrl where Temporal's web UI is, for links to it; null: there are none
 * @param shutdownDelay for how long it still takes requests when it says already that it is not
 *     ready
 */
public record ApiSettings(
    AddressPolicy webhookAddresses,
    @Nullable String adminToken,
    RateLimits.Settings rateLimits,
    @Nullable String temporalUiUrl,
    Duration shutdownDelay) {

  /** Without a web UI; stops at once. */
  public ApiSettings(
      AddressPolicy webhookAddresses, @Nullable String adminToken, RateLimits.Settings rateLimits) {
    this(webhookAddresses, adminToken, rateLimits, null, Duration.ZERO);
  }

  /** Keeps the token out of logs. */
  @Override
  public String toString() {
    return "ApiSettings";
  }
}
