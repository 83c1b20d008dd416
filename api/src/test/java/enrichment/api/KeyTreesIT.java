package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.api.RunningApi.Answer;
import enrichment.api.RunningApi.TestAccount;
import enrichment.store.TestDatabase;
import enrichment.store.accounts.ApiKey;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keys make keys, end and are revoked, in any order and at several processes: none works when one
 * that it descends from does not, and all others do.
 */
@Timeout(300)
class KeyTreesIT {

  private static final String KEYS = "/api/v2/account/keys";
  private static final int STEPS = 80;

  private static RunningApi api;
  private static EnrichmentApi another;

  private final TestAccount account = api.account(0, false);
  private final List<Node> nodes = new ArrayList<>();

  /** A key as it must behave. */
  private static final class Node {
    private final UUID id;
    private final TestAccount holder;
    private final Node parent;
    private Instant end;
    private boolean revoked;

    private Node(UUID id, TestAccount holder, Node parent, Instant end) {
      this.id = id;
      this.holder = holder;
      this.parent = parent;
      this.end = end;
    }

    private boolean works() {
      return !revoked
          && (end == null || end.isAfter(Instant.now()))
          && (parent == null || parent.works());
    }
  }

  @BeforeAll
  static void start() {
    api = RunningApi.withoutWorker(Duration.ofSeconds(1));
    another = EnrichmentApi.create(api.parts(api.starter, RunningApi.ADMIN_TOKEN)).start(0);
  }

  @AfterAll
  static void stop() {
    another.close();
    api.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void noKeyWorksWhenOneThatItDescendsFromDoesNot(long seed) {
    var random = new Random(seed);
    nodes.add(new Node(first(), account, null, null));
    for (var step = 0; step < STEPS; step++) {
      switch (random.nextInt(10)) {
        case 0 -> passTime(Duration.ofMinutes(1 + random.nextInt(90)));
        case 1 -> revoke(random);
        default -> make(random);
      }
      if (step % 20 == 19) {
        assertEachWorksAsItMust(random);
      }
    }
    assertEachWorksAsItMust(random);
    assertThat(nodes.stream().anyMatch(node -> node.parent != null && !node.parent.works()))
        .isTrue();
  }

  /** Whoever makes keys while theirs is revoked has none afterwards. */
  @RepeatedTest(10)
  void noKeyIsMadeByOneThatIsBeingRevoked() throws Exception {
    var made = api.post(account, KEYS, "{\"name\":\"leaked\"}");
    var leaked = holder(made);
    var revoked = new AtomicBoolean();
    var children = new ArrayList<TestAccount>();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<List<TestAccount>> attacker =
          () -> {
            var own = new ArrayList<TestAccount>();
            while (!revoked.get() && own.size() < 20) {
              var child = api.post(leaked, KEYS, "{\"name\":\"child\"}");
              if (child.status() == 201) {
                own.add(holder(child));
              }
            }
            return own;
          };
      var attackers =
          List.of(clients.submit(attacker), clients.submit(attacker), clients.submit(attacker));
      Thread.sleep(20);
      assertThat(api.delete(account, KEYS + "/" + id(made)).status()).isEqualTo(204);
      revoked.set(true);
      for (var each : attackers) {
        children.addAll(each.get());
      }
    }
    for (var child : children) {
      assertThat(status(child, api.port())).isEqualTo(401);
    }
    assertThat(status(account, api.port())).isEqualTo(200);
  }

  private void make(Random random) {
    var maker = nodes.get(random.nextInt(nodes.size()));
    var end = maker.end;
    var asked =
        switch (random.nextInt(4)) {
          case 0 -> Instant.now().plus(Duration.ofMinutes(10 + random.nextInt(600)));
          case 1 -> end == null ? null : end.plusSeconds(60);
          default -> null;
        };
    var body =
        asked == null
            ? "{\"name\":\"n\"}"
            : "{\"name\":\"n\",\"expires_at\":\"%s\"}".formatted(asked);
    var port = random.nextBoolean() ? api.port() : another.port();
    var answer =
        api.send(
            port,
            "POST",
            KEYS,
            BodyPublishers.ofString(body),
            "X-API-KEY",
            maker.holder.key().secret());
    if (!maker.works()) {
      assertThat(answer.status()).isEqualTo(401);
    } else if (asked != null && end != null && asked.isAfter(end)) {
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.body().at("/errors/0/pointer").textValue()).isEqualTo("/expires_at");
    } else {
      assertThat(answer.status()).isEqualTo(201);
      var told = answer.body().get("expires_at").textValue();
      var ends = told == null ? null : Instant.parse(told);
      if (asked == null) {
        assertThat(ends).as("the end of its maker is said").isEqualTo(end);
      }
      assertThat(answer.body().path("created_by").textValue()).isEqualTo(maker.id.toString());
      nodes.add(new Node(id(answer), holder(answer), maker, ends));
    }
  }

  private void revoke(Random random) {
    if (nodes.size() == 1) {
      return;
    }
    var node = nodes.get(1 + random.nextInt(nodes.size() - 1));
    var answer =
        random.nextBoolean()
            ? api.delete(account, KEYS + "/" + node.id)
            : api.admin("DELETE", "/admin/accounts/" + account.id() + "/keys/" + node.id, "");
    assertThat(answer.status()).isEqualTo(204);
    node.revoked = true;
  }

  /** As if it were so much later. */
  private void passTime(Duration time) {
    TestDatabase.jdbi(api.database)
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "update api_key set expires_at = expires_at - :time where account_id = :id")
                    .bind("time", time)
                    .bind("id", account.id())
                    .execute());
    for (var node : nodes) {
      node.end = node.end == null ? null : node.end.minus(time);
    }
  }

  private void assertEachWorksAsItMust(Random random) {
    for (var node : nodes) {
      assertThat(status(node.holder, random.nextBoolean() ? api.port() : another.port()))
          .isEqualTo(node.works() ? 200 : 401);
    }
  }

  private static int status(TestAccount holder, int port) {
    return api.send(
            port,
            "GET",
            "/api/v2/credits",
            BodyPublishers.noBody(),
            "X-API-KEY",
            holder.key().secret())
        .status();
  }

  private UUID first() {
    return UUID.fromString(
        api.get(account, KEYS).body().get("keys").get(0).get("key_id").textValue());
  }

  private TestAccount holder(Answer made) {
    assertThat(made.status()).isEqualTo(201);
    return new TestAccount(account.id(), new ApiKey(made.body().get("api_key").textValue()));
  }

  private static UUID id(Answer made) {
    return UUID.fromString(made.body().get("key_id").textValue());
  }
}
