package enrichment.standalone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The services of {@code docker-compose.yml} as processes of this machine, each started by the
 * file's own command (or its image's), with the file's environment, after what it depends on. What
 * differs from containers is in {@link Substitutes}, and what the images give in {@link #command}.
 * Services that are not named are not there.
 */
final class ComposeStack implements AutoCloseable {

  private static final String POSTGRESQL = "postgresql";
  private static final String TEMPORAL = "temporal";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(10);

  /** Where the server looks for the settings that can be changed, unless it is told. */
  private static final String DYNAMIC_CONFIG = "/etc/temporal/config/dynamicconfig/docker.yaml";

  /** The server's own ports, which the compose file leaves as they are. */
  private static final Map<String, String> TEMPORAL_PORTS =
      Map.of(
          "FRONTEND_GRPC_PORT", "7233",
          "FRONTEND_HTTP_PORT", "7243",
          "FRONTEND_MEMBERSHIP_PORT", "6933",
          "HISTORY_GRPC_PORT", "7234",
          "HISTORY_MEMBERSHIP_PORT", "6934",
          "MATCHING_GRPC_PORT", "7235",
          "MATCHING_MEMBERSHIP_PORT", "6935",
          "WORKER_GRPC_PORT", "7239",
          "WORKER_MEMBERSHIP_PORT", "6939");

  private final ComposeFile compose = ComposeFile.read();
  private final Path tools = folderOnPath("temporal-server");
  private final Map<String, ContainerProcess> running = new LinkedHashMap<>();
  private final Map<String, String> variables;
  private final Path folder;
  private final Substitutes substitutes;
  private @Nullable EmbeddedPostgres postgres;

  /**
   * @param variables what is set in the environment of {@code docker compose}
   * @param folder for data and logs
   */
  ComposeStack(Map<String, String> variables, Path folder) throws IOException {
    this.variables = Map.copyOf(variables);
    this.folder = folder;
    var paths = new HashMap<String, Path>();
    for (var service : List.of(TEMPORAL, "api", "worker")) {
      paths.putAll(compose.mounts(service));
    }
    paths.put("/etc/temporal/schema", tools.resolve("schema"));
    this.substitutes = new Substitutes(paths);
  }

  /** Starts a service, after what it depends on. */
  void up(String service) throws IOException, InterruptedException, SQLException {
    up(service, service);
  }

  /**
   * Starts one of several containers of a service.
   *
   * @param container its name
   */
  void up(String service, String container) throws IOException, InterruptedException, SQLException {
    for (var other : compose.dependencies(service).entrySet()) {
      upFor(other.getKey(), other.getValue());
    }
    if (!service.equals(POSTGRESQL)) {
      running.put(container, start(service, container));
    } else if (postgres == null) {
      var port = substitutes.port(POSTGRESQL, 5432);
      postgres = ComposePostgres.start(compose.environment(service, variables), folder, port);
    }
  }

  private void upFor(String service, String condition)
      throws IOException, InterruptedException, SQLException {
    switch (condition) {
      case "service_completed_successfully" -> {
        if (!running.containsKey(service)) {
          up(service);
          awaitEnd(service);
        }
      }
      case "service_healthy" -> {
        if (!running.containsKey(service)) {
          up(service);
          awaitHealthy(service);
        }
      }
      default -> throw new IllegalArgumentException("Not understood: " + condition);
    }
  }

  /** Runs a service once more that ends. */
  void again(String service) throws IOException, InterruptedException {
    running.put(service, start(service, service));
    awaitEnd(service);
  }

  private void awaitEnd(String service) throws IOException, InterruptedException {
    var tries = 1 + compose.retries(service);
    while (running.get(service).exitCode(PATIENCE) != 0) {
      if (--tries == 0) {
        throw new AssertionError(service + " fails:\n" + output(service));
      }
      TimeUnit.SECONDS.sleep(1);
      running.put(service, start(service, service));
    }
  }

  /** Waits until a service's own health check says that it is healthy. */
  void awaitHealthy(String service) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isHealthy(service, service)) {
      if (System.nanoTime() > deadline || !isRunning(service)) {
        throw new AssertionError(service + " does not get healthy:\n" + output(service));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** Whether a service's own health check says so; where it has none, whether it runs. */
  boolean isHealthy(String service, String container) throws IOException, InterruptedException {
    if (!compose.hasHealthCheck(service)) {
      return isRunning(container);
    }
    var check = words(compose.healthCheck(service), container);
    return run(check, environment(service, container), folder, container + "-health")
            .exitCode(HEALTH_PATIENCE)
        == 0;
  }

  boolean isRunning(String container) {
    return container.equals(POSTGRESQL)
        ? postgres != null
        : running.containsKey(container) && running.get(container).isRunning();
  }

  /** As {@code kill -9} does. */
  void kill(String container) {
    running.get(container).close();
  }

  /**
   * As {@code docker compose stop} does.
   *
   * @return the exit code
   * @throws AssertionError when it takes longer than the compose file grants
   */
  int stop(String service, String container) throws InterruptedException {
    return running.get(container).stop(compose.stopGrace(service));
  }

  /** What a process of this machine calls a service with. */
  String url(String service, int port) {
    return "http://127.0.0.1:" + substitutes.port(service, port);
  }

  /** As a service gets it here. */
  Map<String, String> environment(String service, String container) {
    var environment = new HashMap<String, String>();
    if (compose.buildTarget(service) != null) {
      environment.putAll(compose.dockerfile().environment(compose.buildTarget(service)));
    }
    environment.putAll(compose.environment(service, variables));
    if (service.equals(TEMPORAL)) {
      TEMPORAL_PORTS.forEach(environment::putIfAbsent);
      environment.putIfAbsent("DYNAMIC_CONFIG_FILE_PATH", DYNAMIC_CONFIG);
    }
    environment.replaceAll((name, value) -> substitutes.variable(container, name, value));
    environment.put("PATH", System.getProperty("java.home") + "/bin:" + System.getenv("PATH"));
    environment.put("HOME", folder.toString());
    // The image's client finds its server in a socket file.
    environment.put("PGHOST", "127.0.0.1");
    environment.put("PGPORT", Integer.toString(substitutes.port(POSTGRESQL, 5432)));
    return environment;
  }

  String output(String container) throws IOException {
    return Files.readString(log(container).toPath());
  }

  private ContainerProcess start(String service, String container) throws IOException {
    return run(
        words(command(service), container),
        environment(service, container),
        workFolder(service, container),
        container);
  }

  private ContainerProcess run(
      List<String> command, Map<String, String> environment, Path where, String name)
      throws IOException {
    return ContainerProcess.start(command, environment, where, log(name));
  }

  private List<String> words(List<String> command, String container) {
    return command.stream().map(word -> substitutes.word(container, word)).toList();
  }

  /** With what the Dockerfile copies there. */
  private Path workFolder(String service, String container) throws IOException {
    var work = Files.createDirectories(folder.resolve(container));
    if (compose.buildTarget(service) != null) {
      for (var copy : compose.dockerfile().copies(compose.buildTarget(service)).entrySet()) {
        var link = work.resolve(copy.getKey());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, compose.folder().resolve(copy.getValue()));
      }
    }
    return work;
  }

  /** What the compose file says; else what the image has for a command. */
  private List<String> command(String service) {
    if (!compose.command(service).isEmpty()) {
      return compose.command(service);
    }
    return compose.buildTarget(service) == null
        ? List.of("bash", tools.resolve("entrypoint.sh").toString())
        : compose.dockerfile().entrypoint(compose.buildTarget(service));
  }

  private File log(String container) {
    return folder.resolve(container + ".log").toFile();
  }

  private static Path folderOnPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(Path::of)
        .filter(candidate -> Files.isExecutable(candidate.resolve(program)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no " + program + " on the PATH"));
  }

  @Override
  public void close() throws IOException {
    running.values().forEach(ContainerProcess::close);
    if (postgres != null) {
      postgres.close();
    }
  }
}
