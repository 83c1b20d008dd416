package enrichment.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml} and the {@code Dockerfile} next to it. */
record ComposeFile(Map<String, Map<String, ?>> services, String dockerfile) {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+:-([^}]*)}");
  private static final Pattern FROM = Pattern.compile("(?m)^FROM (\\S+) AS (\\S+)$");

  static ComposeFile read() throws IOException {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docker-compose.yml"))) {
      folder = folder.getParent();
    }
    Map<String, Map<String, Map<String, ?>>> file =
        new Yaml().load(Files.readString(folder.resolve("docker-compose.yml")));
    return new ComposeFile(file.get("services"), Files.readString(folder.resolve("Dockerfile")));
  }

  /** As a service gets it when nothing is set in the environment of {@code docker compose}. */
  Map<String, String> environment(String service) {
    return section(service, "environment").entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                variable -> VARIABLE.matcher((String) variable.getValue()).replaceAll("$1")));
  }

  String image(String service) {
    return (String) services.get(service).get("image");
  }

  /** The services that another one waits for to end. */
  Set<String> thatEnd() {
    return services.keySet().stream()
        .flatMap(service -> section(service, "depends_on").entrySet().stream())
        .filter(other -> other.getValue().toString().contains("service_completed_successfully"))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  boolean hasHealthCheck(String service) {
    return !section(service, "healthcheck").isEmpty();
  }

  /** Which target of the Dockerfile a service is built from. */
  String buildTarget(String service) {
    return (String) section(service, "build").get("target");
  }

  Stream<String> dockerfileTargets() {
    return froms().map(from -> from.group(2));
  }

  /** The images from elsewhere that the Dockerfile begins with. */
  Stream<String> baseImages() {
    var targets = dockerfileTargets().toList();
    return froms().map(from -> from.group(1)).filter(image -> !targets.contains(image));
  }

  private Stream<MatchResult> froms() {
    return FROM.matcher(dockerfile).results();
  }

  @SuppressWarnings("unchecked")
  private Map<String, ?> section(String service, String name) {
    var section = services.get(service).get(name);
    return section == null ? Map.of() : (Map<String, ?>) section;
  }
}
