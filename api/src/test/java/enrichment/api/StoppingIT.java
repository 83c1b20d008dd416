package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.api.RunningApi.TestAccount;
import enrichment.api.http.Json;
import enrichment.domain.EnrichmentTotals;
import enrichment.store.accounts.Accounts;
import enrichment.store.credits.CreditBalance;
import enrichment.workflows.BulkEnrichmentWorkflow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches of which one contact ends at once, and the others when they are let go. */
@Timeout(60)
class StoppingIT {

  private static final String CONSENT = "/api/v2/account/personal_email_consent";

  private final RunningApi api = RunningApi.withoutWorker(Duration.ofSeconds(7));
  private final HeldActivities activities = new HeldActivities(api.database);
  private final HttpClient client = HttpClient.newHttpClient();
  private final TestAccount account = api.account(30, false);

  @BeforeEach
  void work() {
    api.startWorker(activities);
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  @Test
  void cancelsABatchOnce() throws Exception {
    var id = startedBatch("email");
    var path = "/api/v2/enrichments/" + id;

    var answer = api.post(account, path + "/cancel", "");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body().get("status").textValue()).isEqualTo("cancelling");
    await(() -> summary(id).get("status").textValue().equals("cancelled"));
    assertThat(summary(id).get("contacts"))
        .hasToString(
            "{\"total\":3,\"pending\":0,\"found\":0,\"not_found\":1,\"failed\":0,\"cancelled\":2}");
    assertThat(api.balance(account)).isEqualTo(new CreditBalance(30, 0));
    var again = api.post(account, path + "/cancel", "");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().get("status").textValue()).isEqualTo("cancelled");
  }

  @Test
  void leavesAFinishedBatchAsItIs() throws Exception {
    activities.tryAgainSoon();
    var id = startedBatch("email");
    activities.letGo();
    await(() -> summary(id).get("status").textValue().equals("finished"));
    assertThat(cancel(id)).isEqualTo("200 finished");
    assertThat(summary(id).get("status").textValue()).isEqualTo("finished");
  }

  @Test
  void leavesABatchAsItIsThatHasOnlyItsWebhooksLeftToDeliver() throws Exception {
    activities.tryAgainSoon();
    var body = Bodies.bulkWith("webhook_url", "\"https://hooks.example/\"");
    var id = api.bulk(account, body).body().get("enrichment_id").textValue();
    activities.letGo();
    await(() -> summary(id).get("status").textValue().equals("finished"));
    assertThat(summary(id).at("/webhooks/pending").intValue()).isEqualTo(2);

    assertThat(cancel(id)).isEqualTo("200 finished");
    activities.deliver();
    var workflow = BulkEnrichmentWorkflow.workflowId(UUID.fromString(id));
    assertThat(
            api.temporal
                .getWorkflowClient()
                .newUntypedWorkflowStub(workflow)
                .getResult(EnrichmentTotals.class))
        .as("it was not cancelled")
        .isEqualTo(new EnrichmentTotals(0, 2, 0, 0));
  }

  @Test
  void cancelsASingleEnrichmentBeforeItIsLookedUp() throws Exception {
    // Its only contact would be the one that ends at once.
    activities.holdEverybody();
    var id =
        api.post(
                account,
                "/api/v2/contacts/single_enrich",
                Bodies.contactWith("enrichment_type", "[\"email\"]"))
            .body()
            .get("enrichment_id")
            .textValue();
    assertThat(cancel(id)).isEqualTo("202 cancelling");
    await(() -> summary(id).get("status").textValue().equals("cancelled"));
    assertThat(api.get(account, "/api/v2/contacts/" + id).body().get("status").textValue())
        .isEqualTo("cancelled");
    assertThat(api.balance(account)).isEqualTo(new CreditBalance(30, 0));
    assertThat(cancel(id)).isEqualTo("200 cancelled");
  }

  @Test
  void tellsNobodyElseWhatBecomesOfABatch() throws Exception {
    var id = startedBatch("email");
    var stranger = api.account(0, false);
    assertThat(api.post(stranger, "/api/v2/enrichments/" + id + "/cancel", "").status())
        .isEqualTo(404);
    assertThat(summary(id).get("status").textValue()).isEqualTo("in_progress");
  }

  @Test
  void recordsConsentAndItsHistory() {
    var given =
        api.send(account, "PUT", CONSENT, "{\"given_by\":\"Ada\",\"terms_version\":\"2026-01\"}");
    assertThat(given.status()).isEqualTo(200);
    assertThat(given.body().get("given").booleanValue()).isTrue();
    assertThat(given.body().get("given_by").textValue()).isEqualTo("Ada");
    assertThat(given.body().at("/history/0/address").textValue())
        .isIn("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");
    assertThat(
            api.get(account, "/api/v2/account")
                .body()
                .at("/personal_email_consent/terms_version")
                .textValue())
        .isEqualTo("2026-01");

    for (var turn = 0; turn < 2; turn++) {
      var revoked = api.send(account, "DELETE", CONSENT, "").body();
      assertThat(revoked.get("given").booleanValue()).isFalse();
      assertThat(revoked.get("given_by").isNull()).isTrue();
      assertThat(revoked.get("history")).hasSize(2);
      assertThat(revoked.at("/history/0/event").textValue()).isEqualTo("revoked");
      assertThat(revoked.at("/history/1/event").textValue()).isEqualTo("given");
    }
    assertThat(api.get(account, CONSENT).body().get("history")).hasSize(2);
    assertThat(api.send(account, "PUT", CONSENT, "{}").body().get("errors")).hasSize(2);
  }

  @Test
  void cancelsWhatRunsOnConsentThatIsRevoked() throws Exception {
    api.send(account, "PUT", CONSENT, "{\"given_by\":\"Ada\",\"terms_version\":\"1\"}");
    var personal = startedBatch("personal_email");
    var email = startedBatch("email");

    api.send(account, "DELETE", CONSENT, "");

    await(() -> summary(personal).get("status").textValue().equals("cancelled"));
    assertThat(summary(personal).at("/contacts/cancelled").intValue()).isEqualTo(2);
    assertThat(summary(email).get("status").textValue()).isEqualTo("in_progress");
    assertThat(api.balance(account)).isEqualTo(new CreditBalance(28, 2));
    var refused = api.bulk(account, Bodies.bulk("personal_email", 2));
    assertThat(refused.body().get("type").textValue()).endsWith(":consent-required");
  }

  @Test
  void tellsHowFarABatchIsUntilItIsFinished() throws Exception {
    activities.tryAgainSoon();
    var id = startedBatch("email");
    try (var events = follow(id)) {
      var first = events.next();
      assertThat(first.name()).isEqualTo("progress");
      assertThat(first.data()).isEqualTo(summary(id));
      assertThat(first.data().at("/contacts/pending").intValue()).isEqualTo(2);
      activities.letGo();
      var names = new ArrayList<String>();
      Event last;
      do {
        last = events.next();
        names.add(last.name());
      } while (last.name().equals("progress"));
      assertThat(names).contains("progress").endsWith("finished");
      assertThat(last.id()).isEqualTo("3");
      assertThat(last.data().get("status").textValue()).isEqualTo("finished");
      assertThat(events.next()).isNull();
    }
  }

  @Test
  void tellsNothingMoreToAKeyThatIsRevoked() throws Exception {
    var id = startedBatch("email");
    try (var events = follow(id)) {
      events.next();
      var keys = api.get(account, "/api/v2/account/keys").body().get("keys");
      var path = "/api/v2/account/keys/" + keys.get(0).get("key_id").textValue();
      var start = System.nanoTime();
      assertThat(api.send(account, "DELETE", path, "").status()).isEqualTo(204);
      assertThat(events.next()).isNull();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void tellsNothingMoreToAnAccountThatIsSuspended() throws Exception {
    var id = startedBatch("email");
    try (var events = follow(id)) {
      events.next();
      var start = System.nanoTime();
      new Accounts(api.database).suspend(account.id(), true);
      assertThat(events.next()).isNull();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void answersAtOnceWhoWantsTheHeadersAlone() throws Exception {
    var path = "/api/v2/enrichments/" + startedBatch("email") + "/events";
    var answer = api.send(account, "HEAD", path, "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
  }

  @Test
  void saysNowAndThenThatItIsStillThere() throws Exception {
    var id = startedBatch("email");
    try (var events = follow(id)) {
      events.next();
      var start = System.nanoTime();
      assertThat(events.line()).startsWith(":");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofSeconds(13), Duration.ofSeconds(17));
    }
  }

  @Test
  void endsStreamsWhenTheServerStops() throws Exception {
    var id = startedBatch("email");
    var other =
        EnrichmentApi.create(
                api.parts(Readiness.of(api.database, api.temporal.getWorkflowClient())))
            .start(0);
    try (var events = follow(other.port(), id)) {
      events.next();
      var start = System.nanoTime();
      other.close();
      assertThat(events.next()).isNull();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void opensSoManyStreamsAndNoMore() throws Exception {
    var id = startedBatch("email");
    var open = new ArrayList<Events>();
    try {
      for (var i = 0; i < 20; i++) {
        open.add(follow(id));
        open.getLast().next();
      }
      var refused = api.get(account, "/api/v2/enrichments/" + id + "/events");
      assertThat(refused.status()).isEqualTo(429);
      var others = api.account(0, false);
      assertThat(api.get(others, "/api/v2/enrichments/" + id + "/events").status()).isEqualTo(404);
      open.removeFirst().close();
      open.removeFirst().close();
      // The server notices with what it writes next, which is when one of the others has ended.
      cancel(id);
      while (open.getLast().next() != null) {
        // Until it has ended as well.
      }
      await(() -> send("/api/v2/enrichments/" + id + "/events", account.key().secret()) == 200);
    } finally {
      for (var events : open) {
        events.close();
      }
    }
  }

  private int send(String path, String key) {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + api.port() + path))
            .header("X-API-KEY", key)
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String cancel(String id) {
    var answer = api.post(account, "/api/v2/enrichments/" + id + "/cancel", "");
    return answer.status() + " " + answer.body().get("status").textValue();
  }

  private String startedBatch(String type) throws InterruptedException {
    var id = api.bulk(account, Bodies.bulk(type, 3)).body().get("enrichment_id").textValue();
    await(() -> summary(id).get("status").textValue().equals("in_progress"));
    return id;
  }

  private JsonNode summary(String id) {
    return api.get(account, "/api/v2/enrichments/" + id).body();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(50);
    }
  }

  private record Event(String name, String id, JsonNode data) {}

  private Events follow(String enrichmentId) throws IOException, InterruptedException {
    return follow(api.port(), enrichmentId);
  }

  private Events follow(int port, String enrichmentId) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:%d/api/v2/enrichments/%s/events"
                        .formatted(port, enrichmentId)))
            .header("X-API-KEY", account.key().secret())
            .build();
    var response = client.send(request, BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    return new Events(response);
  }

  private static final class Events implements AutoCloseable {

    private final BufferedReader lines;

    Events(HttpResponse<java.io.InputStream> response) {
      this.lines = new BufferedReader(new InputStreamReader(response.body()));
    }

    String line() throws IOException {
      return lines.readLine();
    }

    /** Null when the stream has ended. */
    Event next() throws IOException {
      var fields = new ArrayList<String>();
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty() && !fields.isEmpty()) {
          return event(fields);
        }
        // A comment has an empty line after it too.
        if (!line.isEmpty() && !line.startsWith(":")) {
          fields.add(line);
        }
      }
      return null;
    }

    private static Event event(List<String> fields) throws IOException {
      assertThat(fields).hasSize(3);
      return new Event(
          fields.get(0).replace("event: ", ""),
          fields.get(1).replace("id: ", ""),
          Json.MAPPER.readTree(fields.get(2).replace("data: ", "")));
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
