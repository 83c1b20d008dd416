package enrichment.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What definitions can say, by the example of vendors that nobody else has. */
@Timeout(30)
class FictionalSuiteTest {

  private static final Path FOLDER = Path.of("src/test/resources/fictional");

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void understandsItsVendor(String vendor, String name) {
    assertThat(suite(vendor).run(name)).as("%s: %s", vendor, name).isEmpty();
  }

  static Stream<Arguments> cases() {
    return Stream.of("almanac", "courier", "assayer", "registrar")
        .flatMap(name -> suite(name).cases().stream().map(c -> Arguments.of(name, c)));
  }

  /** Suites that could not fail would say nothing of the vendors. */
  @Test
  void aSuiteTellsWhatDiffers() {
    var content =
        SuiteYaml.parse(
            """
            question: {type: email, first_name: Ada, last_name: Lovelace}
            key: test-key
            cases:
              asked_differently:
                exchanges:
                  - request: {method: PUT, path: /job, query: {a: b}, headers: {x-a: b}, body: {key: other}}
                    answer: {body: {result: {cached: true, email: ada@analytical.example}}}
                expect: {outcome: found, email: ada@home.example}
              asked_too_little:
                exchanges:
                  - request: {path: /jobs, body: {key: test-key, person: Ada Lovelace}}
                    answer: {status: 500}
                  - request: {path: /jobs}
                    answer: {status: 500}
                expect: {outcome: unavailable}
              asked_too_much:
                exchanges: []
                expect: {outcome: in_doubt}
            """);
    var suite = new Suite("courier", definition("courier"), content);
    assertThat(suite.run("asked_differently"))
        .contains("method is POST, not PUT", "path is /jobs, not /job", "query is {}, not {a=b}")
        .contains("header x-a is null, not b", "body is {", "\"ada@analytical.example\"");
    assertThat(suite.run("asked_too_little")).contains("not all requests");
    assertThat(suite.run("asked_too_much")).contains("one more than the suite has");
  }

  private static Suite suite(String vendor) {
    return new Suite(
        vendor, definition(vendor), SuiteYaml.read(FOLDER.resolve(vendor + ".suite.yaml")));
  }

  private static JsonNode definition(String vendor) {
    return SuiteYaml.read(FOLDER.resolve(vendor + ".yaml"));
  }
}
