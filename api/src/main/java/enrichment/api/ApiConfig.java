package enrichment.api;

import enrichment.api.http.RateLimits;
import enrichment.domain.AddressPolicy;
import enrichment.observability.logging.LogSettings;
import enrichment.observability.metrics.MetricsSettings;
import enrichment.store.sql.Database;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says. Temporal's part of it is read by {@code temporal-envconfig}.
 *
 * @param httpPort {@code HTTP_PORT}; 0 for any that is free
 * @param databaseUrl {@code DATABASE_URL}
 * @param settings {@code ADMIN_TOKEN}, {@code WEBHOOK_ALLOWED_NETWORKS}, {@code
 *     RATE_LIMIT_ACCOUNT}, {@code RATE_LIMIT_KEY}, {@code TEMPORAL_UI_URL}, {@code
 *     SHUTDOWN_DELAY_SECONDS}
 * @param metrics {@code METRICS_PORT}
 */
public record ApiConfig(
    int httpPort, String databaseUrl, ApiSettings settings, MetricsSettings metrics) {

  private static final String DEFAULT_PORT = "8080";

  /**
   * @param environment as {@link System#getenv()} gives it; a blank value counts as none
   * @throws IllegalArgumentException with one sentence that names the variable and what it needs
   */
  public static ApiConfig from(Map<String, String> environment) {
    LogSettings.check(environment);
    return new ApiConfig(
        port(value(environment, "HTTP_PORT")),
        Database.checkUrl(value(environment, "DATABASE_URL")),
        new ApiSettings(
            AddressPolicy.read(environment.getOrDefault(AddressPolicy.VARIABLE, "")),
            value(environment, "ADMIN_TOKEN"),
            rateLimits(environment),
            temporalUiUrl(environment),
            shutdownDelay(environment)),
        MetricsSettings.read(environment));
  }

  /** Keeps the password in the URL out of logs. */
  @Override
  public String toString() {
    return "ApiConfig[httpPort=" + httpPort + "]";
  }

  /**
   * @throws IllegalArgumentException with one sentence that names the variable and what it needs
   */
  public static RateLimits.Settings rateLimits(Map<String, String> environment) {
    var usual = RateLimits.Settings.USUAL;
    return new RateLimits.Settings(
        requests(environment, "RATE_LIMIT_ACCOUNT", usual.perAccount()),
        requests(environment, "RATE_LIMIT_KEY", usual.perKey()));
  }

  /**
   * @return where Temporal's web UI is, without a slash at its end; null where the environment does
   *     not say
   * @throws IllegalArgumentException with one sentence that names the variable and what it needs
   */
  public static @Nullable String temporalUiUrl(Map<String, String> environment) {
    var value = value(environment, "TEMPORAL_UI_URL");
    if (value != null && !value.matches("https?://[^\\s?#]+")) {
      throw new IllegalArgumentException(
          "TEMPORAL_UI_URL must be an http(s) URL without a query, as http://localhost:8233.");
    }
    return value == null ? null : value.replaceFirst("/+$", "");
  }

  private static Duration shutdownDelay(Map<String, String> environment) {
    var value = value(environment, "SHUTDOWN_DELAY_SECONDS");
    if (value == null) {
      return Duration.ZERO;
    }
    if (!value.matches("[0-9]|[1-5][0-9]|60")) {
      throw new IllegalArgumentException("SHUTDOWN_DELAY_SECONDS must be a number from 0 to 60.");
    }
    return Duration.ofSeconds(Integer.parseInt(value));
  }

  private static int requests(Map<String, String> environment, String name, int usual) {
    var value = value(environment, name);
    if (value == null) {
      return usual;
    }
    if (!value.matches("[0-9]{1,7}")) {
      throw new IllegalArgumentException(
          name + " must be a number of requests a minute, or 0 for any number.");
    }
    return Integer.parseInt(value);
  }

  private static @Nullable String value(Map<String, String> environment, String name) {
    var value = environment.getOrDefault(name, "").strip();
    return value.isEmpty() ? null : value;
  }

  private static int port(@Nullable String value) {
    try {
      var port = Integer.parseInt(value == null ? DEFAULT_PORT : value);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Told below, like any other number that is no port.
    }
    throw new IllegalArgumentException("HTTP_PORT must be a number from 0 to 65535.");
  }
}
