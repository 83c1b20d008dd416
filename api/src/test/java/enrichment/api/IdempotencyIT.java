package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.api.RunningApi.Answer;
import enrichment.api.RunningApi.TestAccount;
import enrichment.store.TestDatabase;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are sent again. */
@Timeout(180)
class IdempotencyIT {

  private static final String BULK = "/api/v2/contacts/bulk_enrich";
  private static final String SINGLE = "/api/v2/contacts/single_enrich";
  private static final String BODY = Bodies.bulk("email", 2);
  private static final String SINGLE_BODY =
      """
      {"enrichment_type": ["email"], "firstname": "Ada", "lastname": "Lovelace",
       "domain": "analytical.example", "custom": {"b": 1.50, "a": [2, null]}}""";

  private static final int ROUNDS = 100;
  private static final int RACERS = 64;

  private static RunningApi api;

  private final TestAccount account = api.account(10_000, false);

  @BeforeAll
  static void start() {
    api = RunningApi.withWorker();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void startsOneEnrichmentHoweverManyRace() throws Exception {
    try (var racers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var round = 0; round < ROUNDS; round++) {
        var key = "round-" + round;
        var first = new CountDownLatch(1);
        var answers = new ArrayList<Callable<String>>();
        for (var racer = 0; racer < RACERS; racer++) {
          answers.add(
              () -> {
                first.await();
                return accepted(api.port(), BULK, BODY, key).response().body();
              });
        }
        var futures = answers.stream().map(racers::submit).toList();
        first.countDown();
        var bodies = new ArrayList<String>();
        for (var future : futures) {
          bodies.add(future.get());
        }
        assertThat(bodies).containsOnly(bodies.getFirst());
      }
    }
    assertThat(api.count(account)).isEqualTo(ROUNDS);
    assertThat(holds()).isEqualTo(ROUNDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {BULK, SINGLE})
  void answersTheSameWithoutTemporal(String path) {
    var body = path.equals(BULK) ? BODY : SINGLE_BODY;
    var original = accepted(api.port(), path, body, "k");
    assertThat(original.header("Idempotency-Replayed")).isEmpty();

    var nowhere =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
    var starter = api.starter(WorkflowClient.newInstance(nowhere), Duration.ofSeconds(1));
    try (var alone = EnrichmentApi.create(api.parts(starter, null)).start(0)) {
      var again = post(alone.port(), path, body, "k");
      assertThat(again.status()).isEqualTo(202);
      assertThat(again.response().body()).isEqualTo(original.response().body());
      assertThat(again.header("Location")).isEqualTo(original.header("Location"));
      assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    } finally {
      nowhere.shutdownNow();
    }
    assertThat(holds()).isEqualTo(1);
  }

  @Test
  void refusesTheKeyForAnotherRequest() {
    accepted(api.port(), BULK, BODY, "k");
    for (var other :
        List.of(
            post(api.port(), BULK, Bodies.bulk("email", 3), "k"),
            post(api.port(), BULK, BODY + " ", "k"),
            post(api.port(), SINGLE, SINGLE_BODY, "k"))) {
      assertThat(other.status()).isEqualTo(422);
      assertThat(type(other)).isEqualTo("idempotency-key-reused");
    }
    assertThat(holds()).isEqualTo(1);
  }

  @Test
  void knowsTheKeysOfOneAccountFromThoseOfAnother() {
    accepted(api.port(), BULK, BODY, "k");
    var other = api.account(2, false);
    var answer =
        api.send(
            "POST",
            BULK,
            BodyPublishers.ofString(BODY),
            "X-API-KEY",
            other.key().secret(),
            "Idempotency-Key",
            "k");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Idempotency-Replayed")).isEmpty();
  }

  @Test
  void doesNotUseAKeyUpForARequestThatIsRefused() {
    var expensive = Bodies.bulk("phone", 100);
    var poor = api.account(999, false);
    assertThat(postAs(poor, expensive).status()).isEqualTo(422);
    api.ledger.grant(poor.id(), 1, "one more");
    assertThat(postAs(poor, expensive).status()).isEqualTo(202);
  }

  @Test
  void asksForPatienceWhileTheFirstIsBeingDecided() {
    try (var undecided = RunningApi.withoutWorker(Duration.ofSeconds(4));
        var racers = Executors.newVirtualThreadPerTaskExecutor()) {
      var owner = undecided.account(2, false);
      racers.submit(() -> send(undecided, owner));
      while (undecided.count(owner, "RECEIVED") == 0) {
        Thread.onSpinWait();
      }
      var second = send(undecided, owner);
      assertThat(second.status()).isEqualTo(409);
      assertThat(type(second)).isEqualTo("idempotency-in-progress");
      assertThat(second.header("Retry-After")).isEqualTo("1");
    }
  }

  /** The process that had claimed the key has died, at one point or another. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from enrichment",
        "update enrichment set state = 'ABANDONED', admission = null",
        "update enrichment set state = 'RECEIVED', admission = null, admit_before = now()"
      })
  void startsAgainWhereTheFirstHasCometoNothing(String lost) {
    var owner = api.account(10, false);
    var first = postAs(owner, BODY).body().get("enrichment_id");
    var of = " where account_id = '" + owner.id() + "'";
    execute(lost + of);
    execute("update idempotency_key set claimed_at = now() - interval '31 seconds'" + of);

    var second = postAs(owner, BODY);

    assertThat(second.status()).isEqualTo(202);
    assertThat(second.header("Idempotency-Replayed")).isEmpty();
    assertThat(second.body().get("enrichment_id")).isNotEqualTo(first);
    assertThat(postAs(owner, BODY).response().body()).isEqualTo(second.response().body());
  }

  @Test
  void deliversAgainOnce() {
    var batch =
        accepted(
                api.port(), BULK, Bodies.bulkWith("webhook_url", "\"https://hooks.example/\""), "b")
            .body()
            .get("enrichment_id")
            .textValue();
    var path = "/api/v2/enrichments/" + batch + "/redeliver";
    var first = post(api.port(), path, "", "r");
    var second = post(api.port(), path, "", "r");
    assertThat(first.status()).isEqualTo(202);
    assertThat(second.response().body()).isEqualTo(first.response().body());
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void refusesAKeyThatIsNone() {
    for (var key : List.of("a b", "x".repeat(256))) {
      var answer = post(api.port(), BULK, BODY, key);
      assertThat(answer.status()).isEqualTo(422);
      assertThat(type(answer)).isEqualTo("invalid-request");
    }
    assertThat(post(api.port(), BULK, BODY, "x".repeat(255)).status()).isEqualTo(202);
  }

  private static String type(Answer answer) {
    return answer.body().get("type").textValue().replace("urn:enrichment:problem:", "");
  }

  private Answer accepted(int port, String path, String body, String key) {
    for (var attempt = 0; attempt < 1_000; attempt++) {
      var answer = post(port, path, body, key);
      if (answer.status() != 409) {
        assertThat(answer.status()).isEqualTo(202);
        return answer;
      }
      pause();
    }
    throw new AssertionError("Still undecided");
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Answer post(int port, String path, String body, String key) {
    return api.send(
        port,
        "POST",
        path,
        BodyPublishers.ofString(body),
        "X-API-KEY",
        account.key().secret(),
        "Idempotency-Key",
        key);
  }

  private static Answer postAs(TestAccount owner, String body) {
    return api.send(
        "POST",
        BULK,
        BodyPublishers.ofString(body),
        "X-API-KEY",
        owner.key().secret(),
        "Idempotency-Key",
        "k");
  }

  private static Answer send(RunningApi undecided, TestAccount owner) {
    return undecided.send(
        "POST",
        BULK,
        BodyPublishers.ofString(BODY),
        "X-API-KEY",
        owner.key().secret(),
        "Idempotency-Key",
        "k");
  }

  private long holds() {
    return TestDatabase.jdbi(api.database)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select count(*) from credit_entry where account_id = :id and kind = 'hold'")
                    .bind("id", account.id())
                    .mapTo(long.class)
                    .one());
  }

  private static void execute(String sql) {
    TestDatabase.jdbi(api.database).useHandle(handle -> handle.execute(sql));
  }
}
