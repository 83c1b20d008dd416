package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What the contract is by itself: valid, complete, and true to its own examples. */
class ContractTest {

  /** In the jar of vertx-openapi, as the OpenAPI Initiative has published them. */
  private static final String OPENAPI_SCHEMA =
      "https://spec.openapis.org/oas/3.1/schema-base/2022-10-07";

  /** Members of answers that are left out where they mean nothing. */
  private static final Set<String> SOMETIMES_ABSENT =
      Set.of(
          "/components/schemas/Delivery/properties/attempts",
          "/components/schemas/Delivery/properties/contact_id",
          "/components/schemas/Delivery/properties/last_attempt",
          "/components/schemas/Delivery/properties/position",
          "/components/schemas/Lookup/properties/about",
          "/components/schemas/Lookup/properties/verdict",
          "/components/schemas/InvalidRequest/properties/errors",
          "/components/schemas/MalformedRequest/properties/errors");

  /** Members that the API is yet to learn; each becomes required when it has. */
  @Test
  void isOpenApi() {
    var registry =
        SchemaRegistry.withDialect(
            Dialects.getDraft202012(),
            builder ->
                builder.schemaIdResolvers(
                    resolvers ->
                        resolvers.mapPrefix(
                            "https://spec.openapis.org/", "classpath:spec.openapis.org/")));
    var schema = registry.getSchema(SchemaLocation.of(OPENAPI_SCHEMA));
    assertThat(schema.validate(Contract.DOCUMENT)).isEmpty();
    assertThat(schema.validate(withoutTitle())).isNotEmpty();
  }

  private static JsonNode withoutTitle() {
    var copy = Contract.DOCUMENT.deepCopy();
    ((ObjectNode) copy.get("info")).remove("title");
    return copy;
  }

  @Test
  void givesExamplesThatAreValid() {
    var checked = new ArrayList<String>();
    walk(
        (place, node) -> {
          for (var example : examples(node)) {
            checked.add(place);
            var schema = node.has("schema") ? node.get("schema") : node;
            assertThat(Contract.violations(schema, example)).as(place).isEmpty();
          }
        });
    assertThat(checked).hasSizeGreaterThan(150);
  }

  @Test
  void givesAnExampleOfEveryBodyParameterAndHeader() {
    walk(
        (place, node) -> {
          if (node.has("schema")) {
            // Of a parameter that can be left out it is in the schema: the pages would fill it in.
            var examples = new ArrayList<>(examples(node));
            examples.addAll(examples(node.get("schema")));
            assertThat(examples).as(place).isNotEmpty();
          }
        });
  }

  @Test
  void refersOnlyToWhatIsThere() {
    var referred = new ArrayList<String>();
    walk(
        (place, node) -> {
          if (node.path("$ref").isTextual()) {
            referred.add(node.get("$ref").textValue().substring(1));
            assertThat(Contract.resolve(node).isMissingNode()).as(place).isFalse();
          }
        });
    for (var kind : Contract.DOCUMENT.get("components").properties()) {
      if (!kind.getKey().equals("securitySchemes")) {
        for (var component : kind.getValue().properties()) {
          assertThat(referred).contains("/components/" + kind.getKey() + "/" + component.getKey());
        }
      }
    }
  }

  @Test
  void describesAnswersStrictly() {
    var optional = new ArrayList<String>();
    walk(
        (place, node) -> {
          if (node.has("additionalProperties") || node.has("unevaluatedProperties")) {
            var required = new ArrayList<String>(List.of("type", "status"));
            node.path("required").forEach(member -> required.add(member.textValue()));
            for (var member : node.get("properties").properties()) {
              if (!required.contains(member.getKey())) {
                optional.add(place + "/properties/" + member.getKey());
              }
            }
          }
        });
    assertThat(optional).containsExactlyInAnyOrderElementsOf(SOMETIMES_ABSENT);

    for (var operation : Contract.operations()) {
      for (var response : operation.node().get("responses")) {
        for (var media : Contract.resolve(response).path("content").properties()) {
          if (media.getKey().endsWith("json") && !operation.path().equals("/openapi.json")) {
            assertThat(isStrict(media.getValue().get("schema"))).as(operation.shape()).isTrue();
          }
        }
      }
    }
  }

  private static boolean isStrict(JsonNode reference) {
    var schema = Contract.resolve(reference);
    if (schema.has("oneOf")) {
      return schema.get("oneOf").valueStream().allMatch(ContractTest::isStrict);
    }
    return schema.path("additionalProperties").isBoolean()
        || schema.path("unevaluatedProperties").isBoolean();
  }

  @Test
  void saysOfEveryOperationWhatItIsFor() {
    var ids = new ArrayList<String>();
    var tags = Contract.DOCUMENT.get("tags").findValuesAsText("name");
    for (var operation : Contract.operations()) {
      var node = operation.node();
      ids.add(node.get("operationId").textValue());
      assertThat(node.get("summary").textValue()).as(operation.shape()).isNotBlank();
      assertThat(tags).as(operation.shape()).contains(node.at("/tags/0").textValue());
      assertThat(node.get("responses").properties())
          .as(operation.shape())
          .allMatch(answer -> Contract.resolve(answer.getValue()).has("description"));
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  private static List<JsonNode> examples(JsonNode node) {
    var examples = new ArrayList<JsonNode>();
    if (node.has("schema") && node.has("example")) {
      examples.add(node.get("example"));
    }
    var several = node.path("examples");
    if (several.isArray()) {
      several.forEach(examples::add);
    } else {
      several.forEach(named -> examples.add(named.get("value")));
    }
    return examples;
  }

  /** Every object of the document that is not part of an example. */
  private static void walk(BiConsumer<String, JsonNode> visitor) {
    walk("", Contract.DOCUMENT, visitor);
  }

  private static void walk(String place, JsonNode node, BiConsumer<String, JsonNode> visitor) {
    if (node.isObject()) {
      visitor.accept(place, node);
    }
    for (var member : node.properties()) {
      if (!Set.of("example", "examples", "default").contains(member.getKey())) {
        walk(place + "/" + member.getKey(), member.getValue(), visitor);
      }
    }
    if (node.isArray()) {
      node.forEach(item -> walk(place, item, visitor));
    }
  }
}
