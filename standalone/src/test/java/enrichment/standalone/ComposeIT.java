package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import enrichment.store.accounts.ApiKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code docker compose up} starts, with two workers, as processes: Temporal on PostgreSQL,
 * and every service by the compose file's own words.
 */
@Tag("compose")
@Timeout(420)
class ComposeIT {

  private static final String TOKEN = "admin-token-of-the-test";
  private static final String VENDOR = "slow";
  private static final int CREDITS = 10_000;
  private static final int PERSONAL_EMAIL_PRICE = 3;
  private static final int SIGTERM = 128 + 15;

  /** Its logs stay when the test fails. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void runsAsTheComposeFileSaysAndLosesNothingWhenAWorkerIsKilled() throws Exception {
    try (var vendors = StubVendors.start(Map.of(VENDOR, StubVendor.KNOWS_EVERYBODY), any -> false);
        var receiver = RecordingReceiver.answering(30);
        var stack = new ComposeStack(variables(vendors), folder)) {
      stack.up("api");
      stack.up("worker", "worker-1");
      stack.up("worker", "worker-2");
      stack.awaitHealthy("api");
      importDirectory(stack);
      var url = stack.url("api", 8080);
      var key = new HttpProbe(url, TOKEN).createAccount(CREDITS, true);
      var api = new DemoClient(url, new ApiKey(key));

      var batch = Batches.postWhenReady(api, Batches.sample(receiver.url()));
      receiver.awaitMessages(40, Batches.PATIENCE);
      stack.kill("worker-1");
      assertThat(stack.isRunning("worker-1")).isFalse();
      receiver.answerAll();
      var stopped = cancelInTheMiddle(api, receiver, vendors);
      stack.up("worker", "worker-1");

      receiver.awaitMessages(200, Batches.PATIENCE);
      assertFinished(Batches.awaitFinished(api, batch));
      var found = assertCancelled(Batches.awaitFinished(api, stopped));
      var credits = api.get("/credits");
      assertThat(credits.get("held").intValue()).isZero();
      assertThat(credits.get("available").intValue())
          .isEqualTo(CREDITS - 80 - found * PERSONAL_EMAIL_PRICE);
      assertHealthy(stack, url);
      assertStops(stack);
    }
  }

  private Map<String, String> variables(StubVendors vendors) throws IOException {
    var file =
        "waterfall: {email: [directory], personal_email: [%s]}\nproviders:\n".formatted(VENDOR)
            + vendors.definitionOfPersonal(VENDOR, "rate: 20/s");
    return Map.of(
        "ADMIN_TOKEN",
        TOKEN,
        "WEBHOOK_ALLOWED_NETWORKS",
        "127.0.0.0/8",
        "PROVIDERS_FILE",
        Files.writeString(folder.resolve("providers.yaml"), file).toString());
  }

  /** As docs/operate.md says how. */
  private void importDirectory(ComposeStack stack) throws Exception {
    var people = Path.of(Stack.class.getResource("/sample/directory.csv").toURI());
    var database = stack.environment("worker", "worker-1").get("DATABASE_URL");
    var imported =
        StandaloneCommand.run(
            Map.of("DATABASE_URL", database, "DATA_DIR", folder.resolve("import").toString()),
            "import",
            people.toString());
    assertThat(imported.exitCode()).as(imported.errors()).isZero();
  }

  private static String cancelInTheMiddle(
      DemoClient api, RecordingReceiver receiver, StubVendors vendors) throws Exception {
    var batch = people(100).put("webhook_url", receiver.url());
    var id = api.post("/contacts/bulk_enrich", batch).get("enrichment_id").textValue();
    var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
    while (vendors.calls().all().size() < 20) {
      assertThat(System.nanoTime()).as("in time for 20 calls").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
    api.post("/enrichments/" + id + "/cancel", DemoClient.JSON.createObjectNode());
    return id;
  }

  private static ObjectNode people(int count) {
    var batch = Batches.distinct(0, count);
    batch.putArray("enrichment_type").add("personal_email");
    var number = 0;
    for (var contact : batch.get("contacts")) {
      ((ObjectNode) contact)
          .put("linkedin_url", "https://www.linkedin.com/in/ada-lovelace-" + number++);
    }
    return batch;
  }

  private static void assertFinished(JsonNode enrichment) {
    assertThat(enrichment.get("status").textValue()).isEqualTo("finished");
    assertThat(enrichment.at("/contacts/found").intValue()).isEqualTo(80);
    assertThat(enrichment.at("/contacts/not_found").intValue()).isEqualTo(20);
    assertThat(enrichment.at("/credits/charged").intValue()).isEqualTo(80);
    assertThat(enrichment.at("/webhooks/delivered").intValue()).isEqualTo(100);
  }

  private static int assertCancelled(JsonNode enrichment) {
    var found = enrichment.at("/contacts/found").intValue();
    assertThat(enrichment.get("status").textValue()).isEqualTo("cancelled");
    assertThat(found).isBetween(1, 99);
    assertThat(enrichment.at("/contacts/cancelled").intValue()).isEqualTo(100 - found);
    assertThat(enrichment.at("/webhooks/delivered").intValue()).isEqualTo(100);
    return found;
  }

  private static void assertHealthy(ComposeStack stack, String url) throws Exception {
    for (var service : List.of("postgresql", "temporal", "api")) {
      assertThat(stack.isHealthy(service, service)).as(service).isTrue();
    }
    for (var worker : List.of("worker-1", "worker-2")) {
      assertThat(stack.isHealthy("worker", worker)).as(worker).isTrue();
    }
    try (var http = HttpClient.newHttpClient()) {
      var ready = HttpRequest.newBuilder(URI.create(url + "/readyz")).build();
      assertThat(http.send(ready, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
    // As on another 'docker compose up'.
    stack.again("temporal-schema");
    stack.again("temporal-namespace");
  }

  private static void assertStops(ComposeStack stack) throws InterruptedException {
    for (var worker : List.of("worker-1", "worker-2")) {
      assertThat(timed(worker, () -> stack.stop("worker", worker))).isIn(0, SIGTERM);
    }
    assertThat(timed("api", () -> stack.stop("api", "api"))).isIn(0, SIGTERM);
  }

  private interface Stop {
    int stop() throws InterruptedException;
  }

  private static int timed(String what, Stop stop) throws InterruptedException {
    var begin = System.nanoTime();
    var exitCode = stop.stop();
    System.out.printf(
        "%s stopped in %d ms with exit code %d%n",
        what, Duration.ofNanos(System.nanoTime() - begin).toMillis(), exitCode);
    return exitCode;
  }
}
