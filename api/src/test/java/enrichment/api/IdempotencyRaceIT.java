package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.api.RunningApi.Answer;
import enrichment.api.RunningApi.TestAccount;
import enrichment.store.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many clients at once that send the same request with the same key. */
@Timeout(300)
class IdempotencyRaceIT {

  private static final String PATH = "/api/v2/contacts/bulk_enrich";
  private static final String BODY = Bodies.bulk("email", 2);
  private static final int RACERS = 64;
  private static final int ROUNDS = 100;

  @Test
  void oneOfThemStartsItAndAllGetTheSameAnswer() throws Exception {
    try (var api = RunningApi.withWorker()) {
      var rounds = new ArrayList<Round>();
      for (var number = 0; number < ROUNDS; number++) {
        // No more than one batch can be paid.
        var account = api.account(2, false);
        rounds.add(new Round(account, assertAlike(race(api, api.port(), account))));
        assertStartedOnce(api, account);
      }
      assertThat(new HashSet<>(rounds)).hasSize(ROUNDS);

      try (var dead = DeadTemporal.beside(api)) {
        for (var round : rounds) {
          assertThat(assertAlike(race(api, dead.port(), round.account()))).isEqualTo(round.body());
          assertStartedOnce(api, round.account());
        }
      }
    }
  }

  private record Round(TestAccount account, String body) {}

  private static List<Answer> race(RunningApi api, int port, TestAccount account) throws Exception {
    var start = new CountDownLatch(1);
    Callable<Answer> racer =
        () -> {
          start.await();
          var answer = api.post(port, account, PATH, BODY, "key");
          // As every client does that is told to retry.
          while (answer.status() == 409 || answer.status() == 503) {
            Thread.sleep(50);
            answer = api.post(port, account, PATH, BODY, "key");
          }
          return answer;
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var racers = new ArrayList<Future<Answer>>();
      for (var i = 0; i < RACERS; i++) {
        racers.add(threads.submit(racer));
      }
      start.countDown();
      var answers = new ArrayList<Answer>();
      for (var each : racers) {
        answers.add(each.get());
      }
      return answers;
    }
  }

  private static String assertAlike(List<Answer> answers) {
    assertThat(answers).extracting(Answer::status).containsOnly(202);
    assertThat(answers)
        .extracting(answer -> answer.header("Location"))
        .containsOnly(answers.getFirst().header("Location"));
    var body = answers.getFirst().response().body();
    assertThat(answers).extracting(answer -> answer.response().body()).containsOnly(body);
    return body;
  }

  private static void assertStartedOnce(RunningApi api, TestAccount account) {
    assertThat(api.count(account, "ACCEPTED")).isEqualTo(1);
    int holds =
        TestDatabase.jdbi(api.database)
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select count(*) from credit_entry"
                                + " where account_id = :id and kind = 'hold'")
                        .bind("id", account.id())
                        .mapTo(int.class)
                        .one());
    assertThat(holds).isEqualTo(1);
  }
}
