package enrichment.standalone;

import enrichment.api.ApiConfig;
import enrichment.api.http.RateLimits;
import enrichment.observability.logging.LogSettings;
import enrichment.observability.metrics.MetricsSettings;
import enrichment.temporal.TemporalConnection;
import enrichment.worker.WorkerSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says, read once. What is absent is made up or taken from the default when
 * the stack starts.
 *
 * @param httpPort {@code HTTP_PORT}: the API's port
 * @param databaseUrl {@code DATABASE_URL}: absent, an embedded PostgreSQL is started
 * @param temporalAddress {@code TEMPORAL_ADDRESS}, or that of the profile that the environment
 *     names: absent, a Temporal is started
 * @param temporalUiPort {@code TEMPORAL_UI_PORT}: the dev server's web UI; its gRPC port is 1,000
 *     below, as is its custom
 * @param dataDir {@code DATA_DIR}: where the databases are kept
 * @param adminToken {@code ADMIN_TOKEN}: for the admin API; absent, one is made up
 * @param demoApiKey {@code DEMO_API_KEY}: the demo account's key; absent, one is made up and kept
 * @param temporalUiUrl {@code TEMPORAL_UI_URL}: absent, the web UI of the Temporal that is started
 * @param worker how the worker works; by default, webhooks may reach loopback
 * @param rateLimits {@code RATE_LIMIT_ACCOUNT} and {@code RATE_LIMIT_KEY}
 * @param metrics {@code METRICS_PORT}
 * @param environment for what libraries read of it: {@code TEMPORAL_…} and {@code OTEL_…}
 */
record StandaloneConfig(
    @Nullable Integer httpPort,
    @Nullable String databaseUrl,
    @Nullable String temporalAddress,
    @Nullable Integer temporalUiPort,
    Path dataDir,
    @Nullable String adminToken,
    @Nullable String demoApiKey,
    @Nullable String temporalUiUrl,
    WorkerSettings worker,
    RateLimits.Settings rateLimits,
    MetricsSettings metrics,
    Map<String, String> environment) {

  /** Without a web UI but Temporal's own, and without what libraries read of the environment. */
  StandaloneConfig(
      @Nullable Integer httpPort,
      @Nullable String databaseUrl,
      @Nullable String temporalAddress,
      @Nullable Integer temporalUiPort,
      Path dataDir,
      @Nullable String adminToken,
      @Nullable String demoApiKey,
      WorkerSettings worker,
      RateLimits.Settings rateLimits,
      MetricsSettings metrics) {
    this(
        httpPort,
        databaseUrl,
        temporalAddress,
        temporalUiPort,
        dataDir,
        adminToken,
        demoApiKey,
        null,
        worker,
        rateLimits,
        metrics,
        Map.of());
  }

  private static final int SHORTEST_KEY = 16;
  private static final String LOOPBACK = "127.0.0.0/8,::1";

  /**
   * @throws IllegalArgumentException whose message names the variable and what is wrong with it
   */
  static StandaloneConfig read(Map<String, String> environment) {
    LogSettings.check(environment);
    var demoApiKey = text(environment, "DEMO_API_KEY");
    demoApiKey
        .filter(key -> key.length() < SHORTEST_KEY)
        .ifPresent(
            key -> {
              throw new IllegalArgumentException(
                  "DEMO_API_KEY must have at least " + SHORTEST_KEY + " characters");
            });
    return new StandaloneConfig(
        port(environment, "HTTP_PORT"),
        text(environment, "DATABASE_URL").orElse(null),
        TemporalConnection.namedAddress(environment).orElse(null),
        port(environment, "TEMPORAL_UI_PORT"),
        Path.of(text(environment, "DATA_DIR").orElse("data")).toAbsolutePath().normalize(),
        text(environment, "ADMIN_TOKEN").orElse(null),
        demoApiKey.orElse(null),
        ApiConfig.temporalUiUrl(environment),
        WorkerSettings.read(environment, LOOPBACK),
        ApiConfig.rateLimits(environment),
        MetricsSettings.read(environment),
        Map.copyOf(environment));
  }

  private static Optional<String> text(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private static @Nullable Integer port(Map<String, String> environment, String name) {
    return text(environment, name).map(value -> port(name, value)).orElse(null);
  }

  private static Integer port(String name, String value) {
    try {
      var port = Integer.parseInt(value);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Told below, as for a number that is no port.
    }
    throw new IllegalArgumentException(name + " must be a port number, not '" + value + "'");
  }
}
