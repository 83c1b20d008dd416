package enrichment.api;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import enrichment.api.RunningApi.Answer;
import enrichment.api.RunningApi.TestAccount;
import enrichment.api.http.Routes.Audience;
import enrichment.api.http.Routes.Route;
import enrichment.store.accounts.ApiKey;
import enrichment.store.accounts.ApiKeys;
import enrichment.store.accounts.NewApiKey;
import enrichment.store.accounts.Scope;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every route there is, and for those yet to come. */
@Timeout(60)
class RouteTableIT {

  /** Which headers tell of the moment, and of who asks. */
  private static final Set<String> OF_THE_MOMENT = Set.of("date", "ratelimit", "ratelimit-policy");

  private static RunningApi api;
  private static TestAccount owner;
  private static TestAccount stranger;

  /** An id that the owner has, by the collection that it is in. */
  private static final Map<String, UUID> OWNED = new HashMap<>();

  @BeforeAll
  static void start() {
    api = RunningApi.withWorker();
    owner = api.account(100, false);
    stranger = api.account(100, false);
    var enrichment =
        UUID.fromString(
            api.bulk(owner, Bodies.bulkWith("webhook_url", "\"https://hooks.example/\""))
                .body()
                .get("enrichment_id")
                .textValue());
    OWNED.put("/enrichments", enrichment);
    OWNED.put("/contacts", api.contactIds(enrichment).getFirst());
    OWNED.put(
        "/suppressions",
        UUID.fromString(
            api.post(owner, "/api/v2/suppressions", "{\"email\":\"no@mail.example\"}")
                .body()
                .get("suppression_id")
                .textValue()));
    OWNED.put("/account/keys", new ApiKeys(api.database).list(owner.id()).getFirst().keyId());
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  static Stream<Route> routes() {
    return api.routes().stream();
  }

  static Stream<Route> routesOfAccounts() {
    return routes().filter(route -> route.audience() == Audience.ACCOUNT);
  }

  static Stream<Route> routesToThings() {
    return routesOfAccounts().filter(route -> route.path().contains("{"));
  }

  static Stream<Route> routesOfTheOperator() {
    return routes().filter(route -> route.audience() == Audience.OPERATOR);
  }

  @ParameterizedTest
  @MethodSource("routesToThings")
  void answersTheSameForWhatIsNotThereAndForWhatIsSomebodyElses(Route route) {
    var owned = call(stranger.key(), route, ownedId(route));
    assertThat(owned.status()).isEqualTo(404);
    for (var unknown : new String[] {UUID.randomUUID().toString(), "1-1-1-1-1", "x"}) {
      var answer = call(stranger.key(), route, unknown);
      assertThat(answer.status()).isEqualTo(owned.status());
      assertThat(answer.response().body()).isEqualTo(owned.response().body());
      assertThat(headers(answer)).isEqualTo(headers(owned));
    }
  }

  /** Else the test before this one would hold of ids that nobody has. */
  @ParameterizedTest
  @MethodSource("routesToThings")
  void knowsWhatIsTheOwners(Route route) {
    if (route.method().name().equals("GET")) {
      assertThat(call(owner.key(), route, ownedId(route)).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @MethodSource("routesOfAccounts")
  void asksAccountsForAKey(Route route) {
    for (var headers :
        new String[][] {
          {},
          {"X-API-KEY", ""},
          {"X-API-KEY", ApiKey.generate().secret()},
          {"Authorization", "Bearer " + RunningApi.ADMIN_TOKEN}
        }) {
      var answer = send(route, UUID.randomUUID().toString(), headers);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).startsWith("ApiKey");
    }
  }

  @ParameterizedTest
  @MethodSource("routesOfAccounts")
  void asksForTheScope(Route route) {
    var others = EnumSet.complementOf(EnumSet.of(route.scope()));
    var key = ApiKey.generate();
    new ApiKeys(api.database).create(owner.id(), new NewApiKey("others", others, null), key);

    var answer = call(key, route, ownedId(route));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:insufficient-scope");
    assertThat(Scope.fromWireName(answer.body().get("required_scope").textValue()))
        .contains(route.scope());
  }

  @ParameterizedTest
  @MethodSource("routesOfTheOperator")
  void asksTheOperatorForTheToken(Route route) {
    for (var headers :
        new String[][] {
          {},
          {"Authorization", "Bearer x"},
          {"Authorization", RunningApi.ADMIN_TOKEN},
          {"X-API-KEY", owner.key().secret()}
        }) {
      var answer = send(route, owner.id().toString(), headers);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
  }

  private static String ownedId(Route route) {
    if (!route.path().contains("{")) {
      return "";
    }
    var collection = route.path().substring("/api/v2".length(), route.path().indexOf("/{"));
    assertThat(OWNED)
        .withFailMessage("Say here what the owner has in %s, for %s.", collection, route)
        .containsKey(collection);
    return OWNED.get(collection).toString();
  }

  private static Answer call(ApiKey key, Route route, String id) {
    return send(route, id, "X-API-KEY", key.secret());
  }

  private static Answer send(Route route, String id, String... headers) {
    var path = route.path().replaceAll("\\{[^}]*}", id);
    return api.send(route.method().name(), path, BodyPublishers.noBody(), headers);
  }

  private static Map<String, Object> headers(Answer answer) {
    return answer.response().headers().map().entrySet().stream()
        .filter(header -> !OF_THE_MOMENT.contains(header.getKey()))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
