package enrichment.api;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import enrichment.api.docs.OpenApiDocument;
import enrichment.api.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The OpenAPI document, as tests look things up in it. */
final class Contract {

  static final JsonNode DOCUMENT = read();

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDialect(
          Dialects.getOpenApi31(),
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private static final Map<JsonNode, Schema> COMPILED = new ConcurrentHashMap<>();

  private static final List<Operation> OPERATIONS = readOperations();

  /**
   * @param method in upper case
   * @param path as the document has it
   */
  record Operation(String method, String path, JsonNode node) {

    /** The same, whatever the parameters are called. */
    String shape() {
      return shapeOf(method, path);
    }

    private boolean isAt(String concretePath) {
      var pattern =
          PARAMETER
              .splitAsStream(path)
              .map(Pattern::quote)
              .reduce((left, right) -> left + "[^/]+" + right)
              .orElseThrow();
      return concretePath.matches(path.endsWith("}") ? pattern + "[^/]+" : pattern);
    }
  }

  static String shapeOf(String method, String path) {
    return method + " " + PARAMETER.matcher(path).replaceAll("{}");
  }

  static List<Operation> operations() {
    return OPERATIONS;
  }

  /**
   * The operation at a path without parameters in braces; the most literal one, if there are
   * several.
   */
  static Optional<Operation> operationAt(String method, String concretePath) {
    return OPERATIONS.stream()
        .filter(operation -> operation.method().equals(method) && operation.isAt(concretePath))
        .min((one, other) -> Long.compare(parameters(one.path()), parameters(other.path())));
  }

  /** The node, or what it refers to. */
  static JsonNode resolve(JsonNode node) {
    var reference = node.path("$ref");
    return reference.isTextual()
        ? resolve(DOCUMENT.at(JsonPointer.compile(reference.textValue().substring(1))))
        : node;
  }

  /** What is wrong with a value by one of the document's schemas. */
  static List<String> violations(JsonNode schema, JsonNode value) {
    return COMPILED.computeIfAbsent(schema, Contract::compile).validate(value).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private static Schema compile(JsonNode schema) {
    // References are looked up from the root, so the schema takes what they refer to along.
    ObjectNode root = schema.deepCopy();
    root.set("components", DOCUMENT.get("components"));
    return SCHEMAS.getSchema(root);
  }

  private static long parameters(String path) {
    return PARAMETER.matcher(path).results().count();
  }

  private static List<Operation> readOperations() {
    var operations = new ArrayList<Operation>();
    for (var path : DOCUMENT.get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          operations.add(
              new Operation(
                  operation.getKey().toUpperCase(Locale.ROOT),
                  path.getKey(),
                  operation.getValue()));
        }
      }
    }
    return List.copyOf(operations);
  }

  private static JsonNode read() {
    try {
      return Json.MAPPER.readTree(OpenApiDocument.json());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Contract() {}
}
