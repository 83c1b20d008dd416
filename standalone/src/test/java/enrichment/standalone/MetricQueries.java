package enrichment.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The queries of the dashboard and of the alerts, and which metrics they name. */
record MetricQueries(Set<String> queries) {

  /** A metric, with the labels that it has to have for a query to see it. */
  record Selector(String name, Map<String, String> labels) {}

  /** Of Prometheus itself. */
  private static final Set<String> NOT_OURS = Set.of("up");

  private static final Set<String> KEYWORDS =
      Set.of("by", "without", "on", "ignoring", "or", "and", "unless", "bool", "offset");

  private static final Pattern GROUPING =
      Pattern.compile("\\b(by|without|on|ignoring) *\\([^)]*\\)");
  private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
  private static final Pattern SELECTOR =
      Pattern.compile("(?<![\\w:.])([a-zA-Z_:][a-zA-Z0-9_:]*)(?: *\\{([^}]*)})?(?! *\\(|\\w)");
  private static final Pattern EQUALS = Pattern.compile("(\\w+) *= *\"([^\"]*)\"");

  static MetricQueries ofDashboard() throws IOException {
    var panels =
        new ObjectMapper().readTree(file("deploy/grafana/dashboards/enrichment.json").toFile());
    return new MetricQueries(
        panels.findValues("expr").stream().map(JsonNode::textValue).collect(Collectors.toSet()));
  }

  static MetricQueries ofAlerts() throws IOException {
    Map<String, Iterable<Map<String, Iterable<Map<String, ?>>>>> file =
        new Yaml().load(Files.readString(file("deploy/prometheus/alerts.yml")));
    var queries = new TreeSet<String>();
    for (var group : file.get("groups")) {
      for (var rule : group.get("rules")) {
        queries.add((String) rule.get("expr"));
      }
    }
    return new MetricQueries(queries);
  }

  Set<Selector> selectors() {
    return queries.stream().flatMap(MetricQueries::selectors).collect(Collectors.toSet());
  }

  static Stream<Selector> selectors(String query) {
    var bare = RANGE.matcher(GROUPING.matcher(query).replaceAll("")).replaceAll("");
    return SELECTOR
        .matcher(bare)
        .results()
        .filter(match -> !KEYWORDS.contains(match.group(1)) && !NOT_OURS.contains(match.group(1)))
        .map(match -> new Selector(match.group(1), labels(match.group(2))));
  }

  private static Map<String, String> labels(String matchers) {
    var labels = new HashMap<String, String>();
    if (matchers != null) {
      EQUALS
          .matcher(matchers)
          .results()
          .forEach(match -> labels.put(match.group(1), match.group(2)));
    }
    return labels;
  }

  private static Path file(String name) {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(name))) {
      folder = folder.getParent();
    }
    return folder.resolve(name);
  }
}
