package enrichment.store.plans;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What PostgreSQL's {@code explain (format json)} says. */
record QueryPlan(JsonNode root) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static QueryPlan read(String json) {
    try {
      return new QueryPlan(JSON.readTree(json).get(0).get("Plan"));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Of these tables, those that are read from one end to the other. */
  Set<String> readWhole(Set<String> tables) {
    return nodes(root)
        .filter(node -> node.path("Node Type").asText().equals("Seq Scan"))
        .map(node -> node.path("Relation Name").asText())
        .filter(tables::contains)
        .collect(Collectors.toSet());
  }

  /** How many rows of these tables are looked at. */
  long rowsExamined(Set<String> tables) {
    return nodes(root)
        .filter(node -> tables.contains(node.path("Relation Name").asText()))
        .filter(node -> node.path("Node Type").asText().contains("Scan"))
        .mapToLong(QueryPlan::examined)
        .sum();
  }

  private static long examined(JsonNode scan) {
    if (!scan.has("Actual Rows")) {
      return scan.path("Plan Rows").asLong();
    }
    var each =
        scan.path("Actual Rows").asDouble()
            + scan.path("Rows Removed by Filter").asDouble()
            + scan.path("Rows Removed by Index Recheck").asDouble();
    return Math.round(each * scan.path("Actual Loops").asDouble());
  }

  private static Stream<JsonNode> nodes(JsonNode node) {
    var below = Stream.<JsonNode>builder();
    node.path("Plans").forEach(below);
    return Stream.concat(Stream.of(node), below.build().flatMap(QueryPlan::nodes));
  }
}
