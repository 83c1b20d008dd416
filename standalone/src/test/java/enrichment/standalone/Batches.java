package enrichment.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import enrichment.api.http.RateLimits;
import enrichment.domain.AddressPolicy;
import enrichment.observability.metrics.MetricsSettings;
import enrichment.worker.ProviderSettings;
import enrichment.worker.RetentionSettings;
import enrichment.worker.WebhookSettings;
import enrichment.worker.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the end-to-end tests post, and how they wait for it. */
final class Batches {

  static final Duration PATIENCE = Duration.ofSeconds(90);
  static final String KEY = "enr_test_0123456789abcdef";

  /** The bundled batch of 100, for this receiver. */
  static ObjectNode sample(String webhookUrl) throws IOException {
    try (var json = SampleDirectory.batch()) {
      return ((ObjectNode) DemoClient.JSON.readTree(json)).put("webhook_url", webhookUrl);
    }
  }

  /** People who are told apart by the domain of their company, which their webhooks echo. */
  static ObjectNode distinct(int first, int count) {
    var batch = DemoClient.JSON.createObjectNode();
    batch.putArray("enrichment_type").add("email");
    var contacts = batch.putArray("contacts");
    for (var i = first; i < first + count; i++) {
      var domain = "company-%d.example".formatted(i);
      contacts
          .addObject()
          .put("firstname", "Ada")
          .put("lastname", "Lovelace")
          .put("domain", domain)
          .putObject("custom")
          .put("domain", domain);
    }
    return batch;
  }

  /**
   * Posts a batch, again and again until there is a worker that admits it.
   *
   * @return the enrichment's id
   */
  static String postWhenReady(DemoClient api, JsonNode batch)
      throws IOException, InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return api.post("/contacts/bulk_enrich", batch).get("enrichment_id").textValue();
      } catch (UnusableException e) {
        if (!e.getMessage().contains("503") || System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }

  /** Everything in this process, on data and ports of its own. */
  static StandaloneConfig config(Path dataDir) {
    try {
      return config(dataDir, StandaloneProcess.freePort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static StandaloneConfig config(Path dataDir, int uiPort) {
    return config(dataDir, uiPort, ProviderSettings.read(Map.of()));
  }

  static StandaloneConfig config(Path dataDir, int uiPort, ProviderSettings providers) {
    return new StandaloneConfig(
        0,
        null,
        null,
        uiPort,
        dataDir,
        "admin-token",
        KEY,
        workerSettings(providers),
        RateLimits.Settings.USUAL,
        MetricsSettings.OFF);
  }

  /** Of a worker whose webhooks may reach this machine. */
  static WorkerSettings workerSettings(ProviderSettings providers) {
    return new WorkerSettings(
        new WebhookSettings(AddressPolicy.read("127.0.0.0/8"), 50),
        providers,
        RetentionSettings.USUAL);
  }

  /** The enrichment, once all of its contacts have ended and all of its webhooks are out. */
  static JsonNode awaitFinished(DemoClient api, String enrichmentId)
      throws IOException, InterruptedException {
    return awaitFinished(api, enrichmentId, PATIENCE);
  }

  static JsonNode awaitFinished(DemoClient api, String enrichmentId, Duration patience)
      throws IOException, InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      var enrichment = api.get("/enrichments/" + enrichmentId);
      if (enrichment.at("/contacts/pending").intValue() == 0
          && enrichment.at("/webhooks/pending").intValue() == 0) {
        return enrichment;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not finished: " + enrichment);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private Batches() {}
}
