package enrichment.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml} and the {@code Dockerfile} next to it. */
record ComposeFile(Path folder, Map<String, Map<String, ?>> services, Dockerfile dockerfile) {

  /** How long compose waits for a service to stop that does not say. */
  private static final Duration USUAL_GRACE = Duration.ofSeconds(10);

  private static final Pattern BIND_MOUNT = Pattern.compile("(\\./[^:]+):(/[^:]+)(?::ro)?");
  private static final Pattern RETRIES = Pattern.compile("on-failure:(\\d+)");

  /** Where they are: the root of the project. */
  static Path projectFolder() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docker-compose.yml"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  static ComposeFile read() throws IOException {
    var folder = projectFolder();
    Map<String, Map<String, Map<String, ?>>> file =
        new Yaml().load(Files.readString(folder.resolve("docker-compose.yml")));
    return new ComposeFile(folder, file.get("services"), Dockerfile.read(folder));
  }

  /** As a service gets it when nothing is set in the environment of {@code docker compose}. */
  Map<String, String> environment(String service) {
    return environment(service, Map.of());
  }

  /**
   * As a service gets it.
   *
   * @param variables what is set in the environment of {@code docker compose}
   */
  Map<String, String> environment(String service, Map<String, String> variables) {
    return section(service, "environment").entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                variable -> ComposeVariables.resolve(variable.getValue().toString(), variables)));
  }

  String image(String service) {
    return (String) services.get(service).get("image");
  }

  /** What a service runs in place of its image's own command; empty where that is run. */
  List<String> command(String service) {
    return Stream.of("entrypoint", "command")
        .flatMap(part -> list(services.get(service).get(part)))
        .map(word -> ComposeVariables.resolve(word, Map.of()))
        .toList();
  }

  /** What a service waits for, and until when. */
  Map<String, String> dependencies(String service) {
    return section(service, "depends_on").entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                other -> (String) ((Map<?, ?>) other.getValue()).get("condition")));
  }

  /** The services that another one waits for to end. */
  Set<String> thatEnd() {
    return services.keySet().stream()
        .flatMap(service -> dependencies(service).entrySet().stream())
        .filter(other -> other.getValue().equals("service_completed_successfully"))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  boolean hasHealthCheck(String service) {
    return !section(service, "healthcheck").isEmpty();
  }

  /** The command line of a health check; one for the shell has the shell in front. */
  List<String> healthCheck(String service) {
    var test = list(section(service, "healthcheck").get("test")).toList();
    return switch (test.getFirst()) {
      case "CMD" -> test.subList(1, test.size());
      case "CMD-SHELL" -> List.of("/bin/sh", "-c", test.get(1));
      default -> throw new IllegalArgumentException("Not understood: " + test);
    };
  }

  /** How often a service is started again that fails. */
  int retries(String service) {
    var policy = RETRIES.matcher(String.valueOf(services.get(service).get("restart")));
    return policy.matches() ? Integer.parseInt(policy.group(1)) : 0;
  }

  /** How long a service may take to stop before it is killed. */
  Duration stopGrace(String service) {
    var period = (String) services.get(service).get("stop_grace_period");
    return period == null ? USUAL_GRACE : Duration.parse("PT" + period);
  }

  /** The files of this folder that a service sees, by where it sees them. */
  Map<String, Path> mounts(String service) {
    return list(services.get(service).get("volumes"))
        .map(BIND_MOUNT::matcher)
        .filter(mount -> mount.matches())
        .collect(
            Collectors.toMap(
                mount -> mount.group(2), mount -> folder.resolve(mount.group(1)).normalize()));
  }

  /** Which target of the Dockerfile a service is built from. */
  String buildTarget(String service) {
    return (String) section(service, "build").get("target");
  }

  private static Stream<String> list(Object value) {
    return value instanceof List<?> list ? list.stream().map(Object::toString) : Stream.of();
  }

  @SuppressWarnings("unchecked")
  private Map<String, ?> section(String service, String name) {
    var section = services.get(service).get(name);
    return section == null ? Map.of() : (Map<String, ?>) section;
  }
}
