package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.api.Contract.Operation;
import enrichment.api.http.Json;
import enrichment.api.http.Routes.Audience;
import enrichment.api.http.Routes.Route;
import enrichment.api.temporal.EnrichmentStarter;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract says what the API has, and the API gives the contract out. */
@Timeout(60)
class ContractIT {

  /** Operations of the contract that are yet to be built. */
  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = RunningApi.withoutWorker(EnrichmentStarter.DECISION_TIMEOUT);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void hasEveryRouteAndNoOther() {
    var routes = api.routes().stream().map(ContractIT::shape).collect(Collectors.toSet());
    assertThat(Contract.operations().stream().map(Operation::shape))
        .containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void tellsWhoMayCallEachRoute() {
    for (var route : api.routes()) {
      var operation =
          Contract.operations().stream()
              .filter(candidate -> candidate.shape().equals(shape(route)))
              .findFirst()
              .orElseThrow()
              .node();
      var security = operation.get("security").toString();
      switch (route.audience()) {
        case ANYONE -> assertThat(security).as(shape(route)).isEqualTo("[]");
        case OPERATOR -> assertThat(security).as(shape(route)).isEqualTo("[{\"Operator\":[]}]");
        case ACCOUNT -> {
          var scope = route.scope().wireName();
          assertThat(security).as(shape(route)).isEqualTo("[{\"ApiKey\":[\"" + scope + "\"]}]");
          assertThat(operation.get("description").textValue())
              .as(shape(route))
              .containsIgnoringWhitespaces("Needs the scope `" + scope + "`.");
        }
      }
    }
    assertThat(api.routes()).extracting(Route::audience).contains(Audience.values());
  }

  @Test
  void isGivenOutToAnyone() throws IOException {
    var answer = api.send("GET", "/openapi.json", BodyPublishers.noBody());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(Json.MAPPER.readTree(answer.response().body())).isEqualTo(Contract.DOCUMENT);
  }

  @Test
  void isNotSentAgainToWhoHasIt() {
    for (var path : List.of("/openapi.json", "/docs", "/docs/docs.js")) {
      var etag = api.send("GET", path, BodyPublishers.noBody()).header("ETag");
      for (var known : List.of(etag, "\"other\", " + etag, etag.substring(2), "*")) {
        var again = api.send("GET", path, BodyPublishers.noBody(), "If-None-Match", known);
        assertThat(again.status()).as(known).isEqualTo(304);
        assertThat(again.header("ETag")).isEqualTo(etag);
      }
      assertThat(
              api.send("GET", path, BodyPublishers.noBody(), "If-None-Match", "\"other\"").status())
          .isEqualTo(200);
    }
  }

  @Test
  void servesOnlyTheFilesOfItsPages() {
    var page = api.send("GET", "/docs", BodyPublishers.noBody());
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(page.response().body()).contains("<title>Contact enrichment API</title>");
    for (var path :
        List.of(
            "/docs/swagger-ui.js",
            "/docs/index.html",
            "/docs/swagger-ui-bundle.js.LICENSE.txt",
            "/docs/..%5cdocs.js",
            "/docs/x/docs.js")) {
      assertThat(api.send("GET", path, BodyPublishers.noBody()).status()).as(path).isEqualTo(404);
    }
    var referred =
        page.response()
            .body()
            .lines()
            .filter(line -> line.contains("/docs/"))
            .map(line -> line.replaceAll(".*\"(/docs/[^\"]+)\".*", "$1"))
            .toList();
    assertThat(referred).hasSize(5);
    for (var path : referred) {
      assertThat(api.send("GET", path, BodyPublishers.noBody()).status()).as(path).isEqualTo(200);
    }
  }

  private static String shape(Route route) {
    return Contract.shapeOf(route.method().name(), route.path());
  }
}
