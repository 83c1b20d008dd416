package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.domain.ContactKey;
import enrichment.store.TestDatabase;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnd;
import enrichment.store.lookups.Lookups;
import enrichment.store.lookups.ProviderCircuits;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The trace of a contact, and what the providers were worth. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LookupsIT {

  private static RunningApi api;
  private static RunningApi.TestAccount account;

  @BeforeAll
  static void start() {
    api = RunningApi.withWorker();
    account = api.account(100, true);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void tellsWhoWasAskedAndWhatCameOfIt() {
    var contact = finished("Trace");
    var lookups = api.get(account, "/api/v2/contacts/" + contact + "/lookups");
    assertThat(lookups.status()).isEqualTo(200);
    var lookup = lookups.body().get("lookups").get(0);
    assertThat(lookup.properties().stream().map(member -> member.getKey()))
        .containsExactly(
            "provider",
            "asked_for",
            "outcome",
            "error",
            "attempts",
            "started_at",
            "ended_at",
            "duration_ms",
            "cost");
    assertThat(lookup.get("provider").textValue()).isEqualTo("stub");
    assertThat(lookup.get("asked_for").textValue()).isEqualTo("email");
    assertThat(lookup.get("outcome").textValue()).isEqualTo("not_found");
    assertThat(lookup.get("duration_ms").intValue()).isEqualTo(7);
    assertThat(lookup.get("cost").decimalValue()).isEqualByComparingTo("0.5");
  }

  @Test
  void tellsOfQuestionsThatHaveNoAnswerYet() {
    var contact = finished("Waiting");
    // No provider is asked about a contact that has ended.
    TestDatabase.jdbi(api.database)
        .useHandle(
            handle ->
                handle.execute(
                    "update contact set outcome = null, settled_at = null where contact_id = ?",
                    contact));
    var lookups = new Lookups(api.database);
    var waiting = LookupCall.of(new ContactKey(contact, 0), "slow", "email");
    lookups.begin(waiting, 0);
    lookups.awaitAnswer(waiting, "request-7", Duration.ofMillis(3));
    var lost = LookupCall.of(new ContactKey(contact, 0), "lost", "email");
    lookups.begin(lost, 0);
    lookups.end(lost, LookupEnd.inDoubt(Duration.ofMillis(3), "timeout"));

    var body = api.get(account, "/api/v2/contacts/" + contact + "/lookups").body();
    assertThat(entry(body.get("lookups"), "slow").get("outcome").textValue()).isEqualTo("waiting");
    var inDoubt = entry(body.get("lookups"), "lost");
    assertThat(inDoubt.get("outcome").textValue()).isEqualTo("in_doubt");
    assertThat(inDoubt.get("error").textValue()).isEqualTo("timeout");
    assertThat(inDoubt.get("cost").isNull()).isTrue();
    assertThat(body.toString()).as("a ticket is nobody's business").doesNotContain("request-7");
  }

  @Test
  void showsNobodyElsesTrace() {
    var contact = finished("Foreign");
    var stranger = api.account(0, false);
    for (var id : new String[] {contact.toString(), UUID.randomUUID().toString(), "x"}) {
      assertThat(api.get(stranger, "/api/v2/contacts/" + id + "/lookups").status()).isEqualTo(404);
    }
  }

  @Test
  void tellsTheOperatorWhatProvidersAreWorth() {
    finished("Statistics");
    new ProviderCircuits(api.database).open("stub", "QUOTA_EXHAUSTED", Duration.ofMinutes(5));
    var figures = entry(admin("/admin/providers").body().get("providers"), "stub");
    new ProviderCircuits(api.database).close("stub");

    assertThat(figures.get("asked_for").textValue()).isEqualTo("email");
    assertThat(figures.get("answered").intValue()).isPositive();
    assertThat(figures.get("hits").intValue()).isZero();
    assertThat(figures.get("hit_rate").decimalValue()).isZero();
    assertThat(figures.at("/latency_ms/median").intValue()).isEqualTo(7);
    assertThat(figures.at("/cost/total").decimalValue()).isPositive();
    assertThat(figures.at("/cost/per_hit").isNull()).isTrue();
    assertThat(figures.get("failing").textValue()).isEqualTo("QUOTA_EXHAUSTED");
    assertThat(figures.get("failing_until").textValue()).startsWith("20");
  }

  @Test
  void tellsNobodyElse() {
    assertThat(api.get(account, "/admin/providers").status()).isEqualTo(401);
    assertThat(admin("/admin/providers?days=0").status()).isEqualTo(422);
    assertThat(admin("/admin/providers?days=x").status()).isEqualTo(422);
    assertThat(admin("/admin/providers?days=1").status()).isEqualTo(200);
  }

  private static RunningApi.Answer admin(String path) {
    return api.send(
        "GET", path, BodyPublishers.noBody(), "Authorization", "Bearer " + RunningApi.ADMIN_TOKEN);
  }

  private static JsonNode entry(JsonNode entries, String provider) {
    return StreamSupport.stream(entries.spliterator(), false)
        .filter(entry -> entry.get("provider").textValue().equals(provider))
        .findFirst()
        .orElseThrow();
  }

  /** A contact that has ended; single, so that its enrichment has the same id. */
  private static UUID finished(String lastName) {
    var id =
        api.post(
                account,
                "/api/v2/contacts/single_enrich",
                """
                {"enrichment_type": ["email"], "firstname": "Ada", "lastname": "%s",
                 "domain": "analytical.example"}"""
                    .formatted(lastName))
            .body()
            .get("enrichment_id")
            .textValue();
    while (api.get(account, "/api/v2/contacts/" + id)
        .body()
        .get("status")
        .textValue()
        .equals("pending")) {
      Thread.onSpinWait();
    }
    return UUID.fromString(id);
  }
}
