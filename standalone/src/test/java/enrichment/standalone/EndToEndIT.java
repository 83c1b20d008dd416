package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.store.credits.CreditLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(360)
class EndToEndIT {

  private static final int BURST = 20;
  private static final Duration BURST_PATIENCE = Duration.ofMinutes(4);

  @TempDir Path dataDir;

  @Test
  void deliversEveryContactOfABatchOf100AndKeepsTheLedgerInBalance() throws Exception {
    try (var receiver = RecordingReceiver.start();
        var stack = Stack.start(Batches.config(dataDir), 0)) {
      SampleDirectory.importIfEmpty(stack.database());
      var ledger = new CreditLedger(stack.database());
      var before = ledger.balance(stack.demoAccount().accountId());
      var api = new DemoClient(stack.url(), stack.demoAccount().key());
      var batch = Batches.sample(receiver.url());

      var accepted = api.post("/contacts/bulk_enrich", batch);
      receiver.awaitMessages(100, Batches.PATIENCE);
      var enrichment = Batches.awaitFinished(api, accepted.get("enrichment_id").textValue());

      assertThat(receiver.messages()).as("exactly one POST each").hasSize(100);
      assertThat(customFields(receiver)).isEqualTo(customFields(batch));
      assertThat(enrichment.get("status").textValue()).isEqualTo("finished");
      assertThat(enrichment.at("/contacts/found").intValue()).isEqualTo(80);
      assertThat(enrichment.at("/contacts/not_found").intValue()).isEqualTo(20);
      assertThat(enrichment.at("/webhooks/delivered").intValue()).isEqualTo(100);
      assertThat(enrichment.at("/credits/charged").intValue()).isEqualTo(80);
      var after = ledger.balance(stack.demoAccount().accountId());
      assertThat(after.held()).isZero();
      assertThat(after.available()).isEqualTo(before.available() - 80);
      assertThat(everyMessageIsWhatTheApiSays(receiver, api)).isTrue();
    }
  }

  @Test
  void decidesOnABurstOfBatchesAtOnceAndFinishesThemAll() throws Exception {
    try (var stack = Stack.start(Batches.config(dataDir), 0);
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var api = new DemoClient(stack.url(), stack.demoAccount().key());
      var batch = Batches.sample("http://127.0.0.1:9/nobody");
      batch.remove("webhook_url");

      var accepted =
          clients.invokeAll(
              Collections.<Callable<JsonNode>>nCopies(
                  BURST, () -> api.post("/contacts/bulk_enrich", batch)));

      for (var answer : accepted) {
        var id = answer.get().get("enrichment_id").textValue();
        Batches.awaitFinished(api, id, BURST_PATIENCE);
      }
      var credits = api.get("/credits");
      assertThat(credits.get("held").intValue()).isZero();
    }
  }

  private static boolean everyMessageIsWhatTheApiSays(RecordingReceiver receiver, DemoClient api)
      throws Exception {
    for (var message : receiver.messages()) {
      var contactId = message.body().get("contact_id").textValue();
      assertThat(api.get("/contacts/" + contactId)).isEqualTo(message.body());
      assertThat(message.id()).isEqualTo("msg_" + contactId.replace("-", ""));
    }
    return true;
  }

  private static Set<JsonNode> customFields(RecordingReceiver receiver) {
    return receiver.messages().stream()
        .map(message -> message.body().get("custom"))
        .collect(Collectors.toSet());
  }

  private static Set<JsonNode> customFields(JsonNode batch) {
    return StreamSupport.stream(batch.get("contacts").spliterator(), false)
        .map(contact -> contact.get("custom"))
        .collect(Collectors.toSet());
  }
}
