package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import enrichment.api.http.RateLimits;
import enrichment.observability.metrics.MetricsSettings;
import enrichment.store.accounts.ApiKey;
import enrichment.store.accounts.ApiKeys;
import enrichment.store.enrichments.Cancellations;
import enrichment.store.lookups.Lookups;
import enrichment.store.privacy.ConsentRevocations;
import enrichment.worker.ProviderSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches that are stopped while vendors are being asked, one call after the other. */
@Timeout(240)
class StoppedBatchIT {

  static final String FAST = "fast";
  static final String SLOW = "slow";
  static final int CREDITS = 10_000;
  private static final int PRICE = 3;

  /** Long enough for a call that should not be made. */
  private static final long STRAGGLERS_SECONDS = 3;

  @TempDir Path dataDir;

  StubVendors vendors;
  private RecordingReceiver receiver;
  private EmbeddedPostgres postgres;
  private int people;

  @BeforeEach
  void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    receiver = RecordingReceiver.start();
    vendors =
        StubVendors.start(
            Map.of(SLOW, StubVendor.KNOWS_EVERYBODY, FAST, StubVendor.KNOWS_EVERYBODY),
            call -> false);
  }

  @AfterEach
  void stop() throws Exception {
    vendors.close();
    receiver.close();
    postgres.close();
  }

  /** Revoked in the database, and the process that was to tell Temporal of it is gone. */
  @Test
  void batchesEndThoughTemporalIsNotToldThatConsentIsRevoked() throws Exception {
    try (var stack = stack("one", SLOW)) {
      var key = new HttpProbe(stack).createAccount(CREDITS, true);
      var api = new DemoClient(stack.url(), new ApiKey(key));
      var batches = List.of(post(api, 40), post(api, 20));
      awaitCalls(10);

      new ConsentRevocations(stack.database()).revoke(accountOf(stack, key), "192.0.2.1");

      assertStopped(api, batches, System.nanoTime() + Lookups.TIME_TO_CALL.toNanos());
    }
  }

  /**
   * The cancellation was written down, and then everything went down and Temporal's data with it.
   */
  @Test
  void whatWasCancelledStaysSoThoughTemporalHasForgottenIt() throws Exception {
    String key;
    String batch;
    try (var stack = stack("one", SLOW)) {
      key = new HttpProbe(stack).createAccount(CREDITS, true);
      batch = post(new DemoClient(stack.url(), new ApiKey(key)), 100);
      awaitCalls(5);
      new Cancellations(stack.database()).request(accountOf(stack, key), UUID.fromString(batch));
    }
    var before = vendors.calls().all().size();
    try (var stack = stack("two", SLOW)) {
      var api = new DemoClient(stack.url(), new ApiKey(key));

      var enrichment = Batches.awaitFinished(api, batch);

      assertThat(enrichment.get("status").textValue()).isEqualTo("cancelled");
      var found = enrichment.at("/contacts/found").intValue();
      assertThat(enrichment.at("/contacts/cancelled").intValue()).isEqualTo(100 - found);
      assertDelivered(100, found);
      assertThat(vendors.calls().all()).hasSize(before);
    }
  }

  Stack stack(String folder, String vendor) throws IOException {
    var file =
        "waterfall: {personal_email: [%s]}\nproviders:\n".formatted(vendor)
            + vendors.definitionOfPersonal(FAST)
            + vendors.definitionOfPersonal(SLOW, "rate: 20/s");
    return Stack.start(
        new StandaloneConfig(
            0,
            postgres.getJdbcUrl("postgres", "postgres"),
            null,
            StandaloneProcess.freePort(),
            dataDir.resolve(folder),
            "admin-token",
            Batches.KEY,
            Batches.workerSettings(new ProviderSettings("vendors.yaml", file, Map.of())),
            new RateLimits.Settings(0, 0),
            MetricsSettings.OFF),
        0);
  }

  String post(DemoClient api, int contacts) throws Exception {
    return api.post("/contacts/bulk_enrich", batch(contacts)).get("enrichment_id").textValue();
  }

  /** People whom nobody has asked for before. */
  synchronized ObjectNode batch(int count) {
    var batch = DemoClient.JSON.createObjectNode().put("webhook_url", receiver.url());
    batch.putArray("enrichment_type").add("personal_email");
    var contacts = batch.putArray("contacts");
    for (var i = 0; i < count; i++) {
      var number = people++;
      contacts
          .addObject()
          .put("firstname", "Ada")
          .put("lastname", "Lovelace")
          .put("domain", domainOf(number))
          .put("linkedin_url", "https://www.linkedin.com/in/ada-" + number);
    }
    return batch;
  }

  static String domainOf(int number) {
    return "company-%d.example".formatted(number);
  }

  void assertStopped(DemoClient api, List<String> batches, long since) throws Exception {
    var total = 0;
    var found = 0;
    for (var batch : batches) {
      var enrichment = Batches.awaitFinished(api, batch);
      total += enrichment.at("/contacts/total").intValue();
      found += enrichment.at("/contacts/found").intValue();
      assertThat(enrichment.get("status").textValue()).isEqualTo("cancelled");
    }
    assertNoCallAfter(since);
    assertThat(found).isPositive();
    assertDelivered(total, found);
    var credits = api.get("/credits");
    assertThat(credits.get("held").intValue()).isZero();
    assertThat(credits.get("available").intValue()).isEqualTo(CREDITS - found * PRICE);
  }

  private static UUID accountOf(Stack stack, String key) {
    return new ApiKeys(stack.database())
        .authenticate(new ApiKey(key))
        .orElseThrow()
        .account()
        .accountId();
  }

  void awaitCalls(int count) throws InterruptedException {
    var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
    while (vendors.calls().all().size() < count) {
      assertThat(System.nanoTime()).as("in time for %d calls", count).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  void assertNoCallAfter(long nanoTime) throws InterruptedException {
    TimeUnit.SECONDS.sleep(STRAGGLERS_SECONDS);
    assertThat(vendors.calls().all()).isNotEmpty().allMatch(call -> call.nanoTime() < nanoTime);
  }

  private void assertDelivered(int contacts, int found) throws InterruptedException {
    receiver.awaitMessages(contacts, Batches.PATIENCE);
    var bodies = receiver.messages().stream().map(RecordingReceiver.Message::body).toList();
    assertThat(bodies).filteredOn(body -> isStatus(body, "finished")).hasSize(found);
    assertThat(bodies)
        .filteredOn(body -> isStatus(body, "cancelled"))
        .hasSize(contacts - found)
        .allMatch(body -> body.get("personal_email").isNull())
        .allMatch(body -> body.get("credits").intValue() == 0);
  }

  private static boolean isStatus(JsonNode body, String status) {
    return body.get("status").textValue().equals(status);
  }
}
