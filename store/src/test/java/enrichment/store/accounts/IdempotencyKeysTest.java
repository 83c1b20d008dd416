package enrichment.store.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.domain.Admission;
import enrichment.domain.EnrichmentType;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.accounts.IdempotencyKeys.Taken;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.sql.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IdempotencyKeysTest {

  private static final int RACERS = 64;

  private final Database database = TestDatabase.create(20);
  private final Enrichments enrichments = new Enrichments(database);
  private final Admissions admissions = new Admissions(database);
  private final IdempotencyKeys keys = new IdempotencyKeys(database);
  private final UUID account = Requests.account(database, 1_000);

  @Test
  void takesTheKeyWithTheEnrichment() {
    assertThat(keys.find(request())).isEmpty();
    var enrichment = receive(request());
    assertThat(keys.find(request())).contains(taken(enrichment, true, false));

    admit(enrichment);
    assertThat(keys.find(request())).contains(taken(enrichment, true, true));
    assertThat(keys.find(request("other"))).contains(taken(enrichment, false, true));
  }

  @Test
  void writesNothingOfARequestWhoseKeyIsTaken() {
    var first = receive(request());
    assertThatThrownBy(() -> receive(request())).isInstanceOf(KeyTakenException.class);
    admit(first);
    assertThatThrownBy(() -> receive(request("other"))).isInstanceOf(KeyTakenException.class);
    assertThat(count("enrichment")).isEqualTo(1);
    assertThat(count("contact")).isEqualTo(2);
  }

  @Test
  void keepsTheKeysOfAccountsApart() {
    receive(request());
    var other = Requests.account(database, 0);
    assertThat(keys.find(new KeyedRequest(other, "key", bytes("body")))).isEmpty();
  }

  @Test
  void aKeyIsFreeAgainWhenItsEnrichmentIsRefused() {
    var poor = Requests.account(database, 1);
    var request = new KeyedRequest(poor, "key", bytes("body"));
    var refused = Requests.enrichment(poor, EnrichmentType.EMAIL, 2);
    enrichments.receive(refused, Requests.TIME_TO_ADMIT, request);
    assertThat(admit(refused).rejection()).isNotNull();

    assertThat(keys.find(request)).isEmpty();
    var second = Requests.enrichment(poor, EnrichmentType.EMAIL, 1);
    enrichments.receive(second, Requests.TIME_TO_ADMIT, request);
    admit(second);
    assertThat(keys.find(request)).contains(taken(second, true, true));
  }

  @Test
  void aKeyIsFreeAgainWhenItsEnrichmentIsGivenUp() {
    var abandoned = receive(request());
    admissions.abandon(abandoned.enrichmentId());
    assertThat(keys.find(request())).isEmpty();
    var second = receive(request("other"));
    assertThat(keys.find(request("other"))).contains(taken(second, true, false));
  }

  @Test
  void whoeverTakesOverAKeyMakesSureThatTheFirstIsNeverAdmitted() {
    var first = receive(request(), Duration.ZERO);
    assertThat(keys.find(request())).isEmpty();
    var second = receive(request());

    assertThat(admit(first).plan()).isNull();
    assertThat(admit(second).plan()).isNotNull();
    assertThat(keys.find(request())).contains(taken(second, true, true));
  }

  @Test
  void aTakeoverWaitsForADecisionThatBeganInTime() throws Exception {
    var deciding = new CountDownLatch(1);
    var decide = new CountDownLatch(1);
    var first = receive(request(), Duration.ofMillis(300));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var admission =
          threads.submit(
              () ->
                  admissions.admit(
                      first.enrichmentId(),
                      type -> {
                        deciding.countDown();
                        await(decide);
                        return Requests.WATERFALL;
                      }));
      await(deciding);
      Thread.sleep(400);
      assertThat(keys.find(request())).isEmpty();
      var second = threads.submit(() -> receive(request()));
      Thread.sleep(200);
      var waits = !second.isDone();
      decide.countDown();

      assertThat(waits).isTrue();
      assertThat(admission.get().plan()).isNotNull();
      assertThatThrownBy(second::get).hasCauseInstanceOf(KeyTakenException.class);
    }
    assertThat(keys.find(request())).contains(taken(first, true, true));
    assertThat(count("enrichment")).isEqualTo(1);
  }

  @Test
  void oneOfManyTakesAFreeKey() throws Exception {
    for (var round = 0; round < 10; round++) {
      var key = "key " + round;
      assertThat(race(key)).hasSize(1);
    }
  }

  @Test
  void oneOfManyTakesOverAKeyThatWasLeftBehind() throws Exception {
    for (var round = 0; round < 20; round++) {
      var key = "key " + round;
      var left = Requests.enrichment(account, EnrichmentType.EMAIL, 2);
      enrichments.receive(left, Duration.ZERO, new KeyedRequest(account, key, bytes("body")));
      var winners = race(key);
      assertThat(winners).hasSize(1);
      assertThat(keys.find(new KeyedRequest(account, key, bytes("body"))))
          .contains(taken(winners.getFirst(), true, false));
      assertThat(admit(left).plan()).isNull();
    }
  }

  @Test
  void aSweptEnrichmentLeavesItsKeyFree() {
    var swept = receive(request(), Duration.ZERO);
    assertThat(enrichments.sweepInert(Duration.ZERO)).isEqualTo(1);
    assertThat(count("idempotency_key")).isZero();
    assertThat(keys.find(request())).isEmpty();
    assertThat(admit(swept).plan()).isNull();
  }

  @Test
  void forgetsOldKeysAndNothingElse() {
    admit(receive(request()));
    TestDatabase.jdbi(database)
        .useHandle(
            handle ->
                handle.execute(
                    "update idempotency_key set created_at = now() - interval '47 hours'"));
    assertThat(keys.sweep(Duration.ofHours(48))).isZero();
    assertThat(keys.sweep(Duration.ofHours(47))).isEqualTo(1);
    assertThat(keys.find(request())).isEmpty();
    assertThat(count("enrichment")).isEqualTo(1);
  }

  @Test
  void keepsNothingThatARequestCouldBeGuessedBy() {
    admit(receive(request()));
    var other = Requests.account(database, 10);
    enrichments.receive(
        Requests.enrichment(other, EnrichmentType.EMAIL, 2),
        Requests.TIME_TO_ADMIT,
        new KeyedRequest(other, "key", bytes("body")));
    var fingerprints =
        TestDatabase.jdbi(database)
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select encode(fingerprint, 'hex') from idempotency_key"
                                + " union all select encode(salt, 'hex') from idempotency_key")
                        .mapTo(String.class)
                        .list());
    assertThat(fingerprints).hasSize(4).doesNotHaveDuplicates();
  }

  /** Of many requests at once, those that were written down. */
  private List<NewEnrichment> race(String key) throws Exception {
    var start = new CountDownLatch(1);
    var attempts = new ArrayList<Future<NewEnrichment>>();
    var winners = new ArrayList<NewEnrichment>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < RACERS; i++) {
        Callable<NewEnrichment> attempt =
            () -> {
              await(start);
              return receive(new KeyedRequest(account, key, bytes("body")));
            };
        attempts.add(threads.submit(attempt));
      }
      start.countDown();
      for (var attempt : attempts) {
        try {
          winners.add(attempt.get());
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(KeyTakenException.class);
        }
      }
    }
    return winners;
  }

  private NewEnrichment receive(KeyedRequest request) {
    return receive(request, Requests.TIME_TO_ADMIT);
  }

  private NewEnrichment receive(KeyedRequest request, Duration timeToAdmit) {
    var enrichment = Requests.enrichment(account, EnrichmentType.EMAIL, 2);
    enrichments.receive(enrichment, timeToAdmit, request);
    return enrichment;
  }

  private Admission admit(NewEnrichment enrichment) {
    return admissions.admit(enrichment.enrichmentId(), type -> Requests.WATERFALL);
  }

  private KeyedRequest request() {
    return request("body");
  }

  private KeyedRequest request(String body) {
    return new KeyedRequest(account, "key", bytes(body));
  }

  private int count(String table) {
    return TestDatabase.jdbi(database)
        .withHandle(
            handle -> handle.createQuery("select count(*) from " + table).mapTo(int.class).one());
  }

  private static Taken taken(NewEnrichment enrichment, boolean sameRequest, boolean decided) {
    return new Taken(sameRequest, decided, enrichment.enrichmentId(), null, 0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
