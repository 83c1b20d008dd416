package enrichment.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;

/** The main job, from one end to the other: posts a batch and waits for all of its results. */
final class DemoCommand {

  private static final int ANY_PORT = 0;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  static int run(StandaloneConfig config) throws IOException, InterruptedException {
    var port = config.httpPort() != null ? config.httpPort() : ANY_PORT;
    say("Starting PostgreSQL, Temporal, a worker and the API in this process …");
    try (var stack = Stack.start(config, port);
        var receiver = DemoReceiver.start()) {
      say("API at %s/api/v2".formatted(stack.url()));
      say("Temporal: " + stack.temporal().description());
      say("Webhooks go to a receiver in this process, at " + receiver.url());

      SampleDirectory.importInto(stack.database());
      var api = new DemoClient(stack.url(), stack.demoAccount().key());
      var batch = batch(receiver);
      var contacts = batch.get("contacts").size();
      stack.demoAccount().ensureCredits(stack.database(), contacts);

      var began = System.nanoTime();
      var enrichmentId = api.post("/contacts/bulk_enrich", batch).get("enrichment_id").textValue();
      say("%nPosted %d contacts: enrichment %s%n".formatted(contacts, enrichmentId));
      var complete = follow(receiver, contacts);
      var took = Duration.ofNanos(System.nanoTime() - began);

      say(summary(api.get("/enrichments/" + enrichmentId), receiver, took));
      say(whereNext(enrichmentId));
      return complete ? 0 : 1;
    }
  }

  private static ObjectNode batch(DemoReceiver receiver) throws IOException {
    try (var json = SampleDirectory.batch()) {
      var batch = (ObjectNode) DemoClient.JSON.readTree(json);
      return batch.put("webhook_url", receiver.url());
    }
  }

  /** Shows the results as they arrive; false when some have not arrived in all this time. */
  private static boolean follow(DemoReceiver receiver, int contacts) throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    try (var progress = DemoProgress.of(contacts)) {
      while (receiver.received() < contacts && System.nanoTime() < deadline) {
        progress.show(receiver.received());
        receiver.awaitMore(Duration.ofMillis(100));
      }
      progress.show(receiver.received());
    }
    return receiver.received() == contacts;
  }

  private static String summary(JsonNode enrichment, DemoReceiver receiver, Duration took) {
    var contacts = enrichment.get("contacts");
    var credits = enrichment.get("credits");
    var total = contacts.get("total").intValue();
    return """

        Delivered  %d of %d
        Found      %d%s
        Not found  %d
        Credits    %d held, %d charged, %d returned
        Time       %.1f s
        """
        .formatted(
            receiver.received(),
            total,
            contacts.get("found").intValue(),
            known(contacts.get("found").intValue() - credits.get("charged").intValue()),
            contacts.get("not_found").intValue(),
            credits.get("charged").intValue()
                + credits.get("returned").intValue()
                + credits.get("held").intValue(),
            credits.get("charged").intValue(),
            credits.get("returned").intValue(),
            took.toMillis() / 1_000.0);
  }

  /** An email is one credit, unless an earlier run has paid for it. */
  private static String known(int uncharged) {
    return uncharged == 0 ? "" : ", %d of them known from before".formatted(uncharged);
  }

  private static String whereNext(String enrichmentId) {
    return """
        Where to look next
          make run     keeps the stack up and prints its URLs and an API key
          API          GET /api/v2/enrichments/%s
          web UI       printed by 'make run' where there is a 'temporal': bin/temporal builds one
          README.md    what it is, and where to read on"""
        .formatted(enrichmentId);
  }

  private static void say(String text) {
    System.out.println(text);
  }

  private DemoCommand() {}
}
