package enrichment.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.providers.config.ProvidersFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every ready-made definition against a stub that answers as its vendor documents it: {@code
 * src/test/resources/vendors/<name>.yaml}.
 */
@Timeout(30)
class VendorSuiteTest {

  private static final Path SUITES = Path.of("src/test/resources/vendors");
  private static final Path DEFINITIONS =
      Path.of("src/main/resources/enrichment/providers/vendors");

  private static final Set<String> EVERYWHERE =
      Set.of("hit", "miss", "bad_key", "quota_gone", "rate_limited", "server_error");

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void understandsItsVendor(String vendor, String name) {
    assertThat(suite(vendor).run(name)).as("%s: %s", vendor, name).isEmpty();
  }

  static Stream<Arguments> cases() {
    return vendors().flatMap(name -> suite(name).cases().stream().map(c -> Arguments.of(name, c)));
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void hasEveryCaseThatAVendorHas(String vendor) {
    var definition = SuiteYaml.read(DEFINITIONS.resolve(vendor + ".yaml"));
    var required = new ArrayList<>(EVERYWHERE);
    if (!definition.has("key")) {
      required.remove("bad_key");
    }
    if (!definition.findValues("poll").isEmpty()) {
      required.add("still_pending");
    }
    if (definition.has("check")) {
      required.addAll(List.of("check valid", "check refused"));
    }
    assertThat(suite(vendor).cases()).containsAll(required);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void saysNothingThatNobodyReads(String vendor) {
    var suite = suite(vendor).content();
    assertThat(suite.path("source").asText()).startsWith("https://");
    keys(suite, "source", "key", "question", "cases", "check");
    for (var group : List.of(suite.path("cases"), suite.path("check"))) {
      for (var scripted : group) {
        keys(scripted, "question", "exchanges", "expect");
        for (var exchange : scripted.path("exchanges")) {
          keys(exchange, "request", "answer");
          keys(exchange.path("request"), "method", "path", "query", "headers", "body", "form");
          keys(exchange.path("answer"), "status", "headers", "body", "text");
        }
      }
    }
  }

  private static void keys(JsonNode node, String... known) {
    assertThat(node.fieldNames()).toIterable().isSubsetOf(known);
  }

  @Test
  void everySuiteIsOfAVendor() throws IOException {
    try (var files = Files.list(SUITES)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .hasSameElementsAs(ProvidersFile.vendors());
    }
  }

  static Stream<String> vendors() {
    return ProvidersFile.vendors().stream();
  }

  private static Suite suite(String vendor) {
    return new Suite(vendor, null, SuiteYaml.read(SUITES.resolve(vendor + ".yaml")));
  }
}
