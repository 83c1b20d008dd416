package enrichment.standalone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Batches that are posted one after the other, until told to stop, or there were enough. */
final class SteadyLoad {

  static final int CONTACTS = 5;

  private static final int MOST = SplitStack.CREDITS / CONTACTS;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final DemoClient client;
  private final String webhookUrl;
  private final List<String> accepted = new ArrayList<>();
  private volatile boolean stopped;

  private SteadyLoad(DemoClient client, String webhookUrl) {
    this.client = client;
    this.webhookUrl = webhookUrl;
  }

  static SteadyLoad start(DemoClient client, String webhookUrl) {
    return new SteadyLoad(client, webhookUrl);
  }

  /** In the background. Fails with the first request that is not accepted. */
  CompletableFuture<List<String>> run() {
    return CompletableFuture.supplyAsync(this::postUntilStopped, Thread::startVirtualThread);
  }

  private List<String> postUntilStopped() {
    try {
      while (!stopped && accepted.size() < MOST) {
        var batch =
            Batches.distinct(accepted.size() * CONTACTS, CONTACTS).put("webhook_url", webhookUrl);
        var answer = client.post("/contacts/bulk_enrich", batch);
        accepted.add(answer.get("enrichment_id").textValue());
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
      return accepted;
    } catch (Exception e) {
      throw new IllegalStateException("After %d batches".formatted(accepted.size()), e);
    }
  }

  void stop() {
    stopped = true;
  }
}
