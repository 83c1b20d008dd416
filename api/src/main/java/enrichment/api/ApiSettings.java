package enrichment.api;

import enrichment.api.http.RateLimits;
import enrichment.domain.AddressPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What the operator decides of the API.
 *
 * @param webhookAddresses where webhooks may be sent to
 * @param adminToken what the admin API asks for; null: there is no admin API
 * @param rateLimits how many requests each process takes
 * @param temporalUiUrl where Temporal's web UI is, for links to it; null: there are none
 */
public record ApiSettings(
    AddressPolicy webhookAddresses,
    @Nullable String adminToken,
    RateLimits.Settings rateLimits,
    @Nullable String temporalUiUrl) {

  /** Without a web UI. */
  public ApiSettings(
      AddressPolicy webhookAddresses, @Nullable String adminToken, RateLimits.Settings rateLimits) {
    this(webhookAddresses, adminToken, rateLimits, null);
  }

  /** Keeps the token out of logs. */
  @Override
  public String toString() {
    return "ApiSettings";
  }
}
