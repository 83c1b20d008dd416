package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.api.RunningApi.Answer;
import enrichment.api.RunningApi.TestAccount;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a batch would cost, and what it may. Nobody works here: nothing is ever started. */
@Timeout(60)
class DryRunIT {

  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = RunningApi.withoutWorker(Duration.ofMillis(100));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void tellsWhatABatchNeedsAndStartsNothing() {
    var account = api.account(40, false);
    var answer = dryRun(account, Bodies.bulk("phone", 3));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().body())
        .isEqualTo(
            "{\"dry_run\":true,\"enrichment_type\":[\"phone\"],\"contacts\":3,"
                + "\"credits\":{\"required\":30,\"available\":40}}");
    assertThat(api.count(account)).isZero();
    assertThat(api.balance(account).held()).isZero();
  }

  @Test
  void refusesWhatTheBatchWouldBeRefusedFor() {
    var account = api.account(5, false);
    assertThat(type(dryRun(account, Bodies.bulk("email", 6)))).endsWith(":insufficient-credits");
    assertThat(type(dryRun(account, Bodies.bulk("personal_email", 2))))
        .endsWith(":consent-required");
    assertThat(type(dryRun(account, Bodies.bulk("email", 1)))).endsWith(":invalid-request");
  }

  @Test
  void takesNoOtherValue() {
    var account = api.account(5, false);
    var answer =
        api.post(account, "/api/v2/contacts/bulk_enrich?dry_run=yes", Bodies.bulk("email", 2));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("detail").textValue()).isEqualTo("dry_run must be true or false.");
  }

  @Test
  void spendsNoMoreThanTheRequestAllows() {
    var account = api.account(5, false);
    var exceeded = dryRun(account, Bodies.bulkWith("max_credits", "1"));
    assertThat(exceeded.status()).isEqualTo(422);
    assertThat(type(exceeded)).endsWith(":max-credits-exceeded");
    assertThat(exceeded.body().get("required").intValue()).isEqualTo(2);
    assertThat(exceeded.body().get("max_credits").intValue()).isEqualTo(1);
    var real = api.bulk(account, Bodies.bulkWith("max_credits", "1"));
    assertThat(type(real)).endsWith(":max-credits-exceeded");
    assertThat(dryRun(account, Bodies.bulkWith("max_credits", "2")).status()).isEqualTo(200);
    assertThat(dryRun(account, Bodies.bulkWith("max_credits", "-1")).status()).isEqualTo(422);
    assertThat(dryRun(account, Bodies.bulkWith("max_credits", "\"2\"")).status()).isEqualTo(400);
    assertThat(api.count(account)).isZero();
  }

  private static String type(Answer answer) {
    return answer.body().get("type").textValue();
  }

  private static Answer dryRun(TestAccount account, String body) {
    return api.post(account, "/api/v2/contacts/bulk_enrich?dry_run=true", body);
  }
}
