package enrichment.temporal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkflowClientInterceptor;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the Temporal server that the environment names, as the {@code temporal} command
 * line reads it: {@code TEMPORAL_ADDRESS}, {@code TEMPORAL_NAMESPACE}, {@code TEMPORAL_TLS_…},
 * {@code TEMPORAL_API_KEY}, {@code TEMPORAL_CONFIG_FILE}, {@code TEMPORAL_PROFILE}. It connects
 * when it is first used, so that the server may come up later.
 */
public final class TemporalConnection implements AutoCloseable {

  private static final long GRACE_SECONDS = 5;

  /** Also with a scheme of gRPC's, as {@code dns:///temporal:7233}. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:[a-z]+:///)?(?:\\[[0-9a-fA-F:.]+]|[^:/\\s]+):(?<port>[1-9]\\d{0,4})");

  private static final int HIGHEST_PORT = 65_535;

  private static final String FILE = "TEMPORAL_CONFIG_FILE";
  private static final String PROFILE = "TEMPORAL_PROFILE";

  /** The library takes all but "true" for no, also "1" and "yes". */
  private static final List<String> SWITCHES =
      List.of("TEMPORAL_TLS", "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION");

  private final ClientConfigProfile profile;
  private final TemporalMetrics metrics;
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;

  private TemporalConnection(
      ClientConfigProfile profile,
      MeterRegistry registry,
      WorkflowClientInterceptor... interceptors) {
    this.profile = profile;
    this.metrics = TemporalMetrics.into(registry);
    this.service =
        WorkflowServiceStubs.newServiceStubs(
            options(profile).setMetricsScope(metrics.scope()).build());
    this.client =
        WorkflowClient.newInstance(
            service,
            profile.toWorkflowClientOptions().toBuilder().setInterceptors(interceptors).build());
  }

  /** An API key switches TLS on in the SDK, also where it is said to be off. */
  private static WorkflowServiceStubsOptions.Builder options(ClientConfigProfile profile) {
    var options = WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions());
    var tls = profile.getTls();
    return tls != null && Boolean.TRUE.equals(tls.isDisabled())
        ? options.setEnableHttps(false)
        : options;
  }

  /**
   * Measures nothing.
   *
   * @throws IllegalArgumentException with one sentence, when the environment or a file that it
   *     names cannot be used
   */
  public static TemporalConnection open(Map<String, String> environment) {
    // One with no registry in it counts nothing.
    return open(environment, new CompositeMeterRegistry());
  }

  /**
   * @param registry for what the SDK measures
   * @param interceptors of whatever is started with its client
   * @throws IllegalArgumentException with one sentence, when the environment or a file that it
   *     names cannot be used
   */
  public static TemporalConnection open(
      Map<String, String> environment,
      MeterRegistry registry,
      WorkflowClientInterceptor... interceptors) {
    var profile = load(environment);
    try {
      return new TemporalConnection(profile, registry, interceptors);
    } catch (RuntimeException e) {
      throw unusable("its certificates or keys", e);
    }
  }

  /**
   * Where the environment says that Temporal is: by an address, or by a profile or a file that has
   * one. A file that is only in its usual place is not meant for whoever does not ask for it.
   *
   * @throws IllegalArgumentException with one sentence, when a file that it names cannot be used
   */
  public static Optional<String> namedAddress(Map<String, String> environment) {
    var named =
        isSet(environment, "TEMPORAL_ADDRESS")
            || isSet(environment, FILE)
            || isSet(environment, PROFILE);
    return named
        ? Optional.ofNullable(load(environment).getAddress()).filter(address -> !address.isBlank())
        : Optional.empty();
  }

  private static ClientConfigProfile load(Map<String, String> environment) {
    // Left to the library, a file that is not there would count for an empty one.
    if (isSet(environment, FILE) && !Files.isReadable(Path.of(environment.get(FILE)))) {
      throw new IllegalArgumentException(
          FILE + " names a file that cannot be read: " + environment.get(FILE));
    }
    for (var name : SWITCHES) {
      if (isSet(environment, name) && !environment.get(name).matches("(?i)true|false")) {
        throw new IllegalArgumentException(name + " must be true or false.");
      }
    }
    ClientConfigProfile profile;
    try {
      profile =
          ClientConfigProfile.load(
              LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(environment).build());
    } catch (IOException | RuntimeException e) {
      throw unusable("its file or profile", e);
    }
    check(profile.getAddress());
    return profile;
  }

  /** What can never be connected to would else be tried for ever. */
  private static void check(@Nullable String address) {
    if (address == null || address.isBlank()) {
      return;
    }
    var parts = ADDRESS.matcher(address);
    if (!parts.matches() || Integer.parseInt(parts.group("port")) > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "Temporal's address must be a host and a port (temporal.example:7233), and is "
              + address);
    }
  }

  /** Further lines of a message would quote the file. */
  private static IllegalArgumentException unusable(String what, Exception e) {
    var message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new IllegalArgumentException(
        "Temporal's configuration cannot be used, " + what + ": " + message, e);
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isBlank();
  }

  public WorkflowServiceStubs service() {
    return service;
  }

  public WorkflowClient client() {
    return client;
  }

  /** Host and port. */
  public String address() {
    return profile.getAddress();
  }

  @Override
  public void close() {
    service.shutdown();
    service.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
    metrics.close();
  }
}
