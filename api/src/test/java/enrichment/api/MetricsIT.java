package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.api.RunningApi.TestAccount;
import enrichment.api.http.RateLimits;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final RunningApi api = RunningApi.withWorker();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void countsWhatWasDecided() {
    var account = api.account(5, false);
    assertThat(api.bulk(account, Bodies.bulk("email", 3)).status()).isEqualTo(202);
    assertThat(api.bulk(account, Bodies.bulk("email", 6)).status()).isEqualTo(422);
    assertThat(api.bulk(account, Bodies.bulk("personal_email", 2)).status()).isEqualTo(422);
    assertThat(api.bulk(account, "{}").status()).as("no request at all").isEqualTo(422);

    assertThat(decisions("accepted")).isOne();
    assertThat(decisions("insufficient_credits")).isOne();
    assertThat(decisions("consent_required")).isOne();
    assertThat(decisions("webhook_paused")).isZero();
    assertThat(decisions("unanswered")).isZero();
    assertThat(count("enrichment.admitted.contacts")).isEqualTo(3);
    assertThat(api.metrics.get("enrichment.admission.duration").timer().count()).isOne();
  }

  @Test
  void countsWhatNobodyDecidesOn() {
    try (var alone = RunningApi.withoutWorker(Duration.ofMillis(300))) {
      var account = alone.account(5, false);
      assertThat(alone.bulk(account, Bodies.bulk("email", 2)).status()).isEqualTo(503);
      assertThat(decisions(alone, "unanswered")).isOne();
    }
  }

  @Test
  void knowsRequestsByTheirRouteAndNothingThatAClientMakesUp() throws Exception {
    var account = api.account(5, false);
    api.get(account, "/api/v2/enrichments/0199a3b0-0000-7000-8000-000000000000");
    api.get(account, "/api/v2/no/such/thing");
    api.send("FROB", "/api/v2/credits", BodyPublishers.noBody());
    api.send("GET", "/api/v2/credits", BodyPublishers.noBody(), "X-API-KEY", "made-up-by-someone");

    await("GET", "/api/v2/enrichments/{id}", "404");
    await("none", "none", "404");
    await("GET", "/api/v2/credits", "401");
    var labels =
        api.metrics.getMeters().stream()
            .map(Meter::getId)
            .filter(id -> id.getName().startsWith("enrichment.http."))
            .flatMap(id -> id.getTags().stream())
            .map(Tag::getValue);
    assertThat(labels).isNotEmpty().noneMatch(value -> value.matches(".*(FROB|0199a3b0|such).*"));
  }

  @Test
  void countsWhatIsOneTooMany() {
    var account = api.account(5, false);
    try (var limited = EnrichmentApi.create(api.parts(new RateLimits.Settings(0, 1))).start(0)) {
      assertThat(credits(limited, account)).isEqualTo(200);
      assertThat(credits(limited, account)).isEqualTo(429);
    }
    assertThat(refused("key")).isOne();
    assertThat(refused("account")).isZero();
  }

  private int credits(EnrichmentApi limited, TestAccount account) {
    var key = account.key().secret();
    return api.send(
            limited.port(), "GET", "/api/v2/credits", BodyPublishers.noBody(), "X-API-KEY", key)
        .status();
  }

  private double refused(String limit) {
    return api.metrics.get("enrichment.http.rate.limited").tag("limit", limit).counter().count();
  }

  private double decisions(String decision) {
    return decisions(api, decision);
  }

  private static double decisions(RunningApi api, String decision) {
    return api.metrics.get("enrichment.admissions").tag("decision", decision).counter().count();
  }

  private double count(String name) {
    return api.metrics.get(name).counter().count();
  }

  /** A request is counted once its answer is sent, so the client may be first. */
  private void await(String method, String route, String status) throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (requests(method, route, status) == 0) {
      assertThat(System.nanoTime()).as(route + " is counted").isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private double requests(String method, String route, String status) {
    var counter =
        api.metrics
            .find("enrichment.http.requests")
            .tags("method", method, "route", route, "status", status)
            .counter();
    return counter == null ? 0 : counter.count();
  }
}
