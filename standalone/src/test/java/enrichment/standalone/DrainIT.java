package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM under load: what is under way is finished, and the rest goes on elsewhere. */
@Tag("server")
@Timeout(300)
class DrainIT {

  private static final int CONTACTS = 100;

  /** As in the compose file. */
  private static final Duration API_GRACE = Duration.ofSeconds(30);

  private static final Duration WORKER_GRACE = Duration.ofSeconds(120);

  /** So that calls are under way whenever the worker is told to stop. */
  private static final StubVendor SLOW =
      domain -> {
        try {
          TimeUnit.MILLISECONDS.sleep(1_500);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return StubReply.found(domain);
      };

  @TempDir Path dataDir;

  @Test
  void aWorkerLosesNoAnswerThatIsPaidFor() throws Exception {
    try (var receiver = RecordingReceiver.start();
        var vendors = StubVendors.start(Map.of("slow", SLOW), call -> false);
        var stack = SplitStack.start(dataDir)) {
      var environment = stack.environment(Map.of("PROVIDERS_FILE", providers(vendors)));
      var client = stack.newClient();
      try (var first = ServiceProcess.start(enrichment.worker.Main.class, environment)) {
        var batch = Batches.distinct(0, CONTACTS).put("webhook_url", receiver.url());
        var id = Batches.postWhenReady(client, batch);
        await(() -> vendors.calls().all().size() >= CONTACTS / 4);
        var underWay = vendors.calls().unanswered();
        try (var second = ServiceProcess.start(enrichment.worker.Main.class, environment)) {
          var began = System.nanoTime();
          assertThat(first.terminate(WORKER_GRACE)).isEqualTo(ServiceProcess.TERMINATED);
          var took = Duration.ofNanos(System.nanoTime() - began);
          var enrichment = Batches.awaitFinished(client, id);

          System.out.printf(
              "worker: SIGTERM with %d calls under way, gone after %d ms; %d calls for %d contacts%n",
              underWay, took.toMillis(), vendors.calls().all().size(), CONTACTS);
          assertThat(underWay).isPositive();
          assertThat(vendors.calls().all()).hasSize(CONTACTS);
          assertThat(vendors.calls().paidTwice()).isEmpty();
          assertThat(enrichment.at("/contacts/found").intValue()).isEqualTo(CONTACTS);
          assertThat(enrichment.at("/credits/charged").intValue()).isEqualTo(CONTACTS);
          assertThat(receiver.ids()).hasSize(CONTACTS);
          assertThat(second.terminate(WORKER_GRACE)).isEqualTo(ServiceProcess.TERMINATED);
        }
      }
    }
  }

  private String providers(StubVendors vendors) throws Exception {
    var file = "waterfall: {email: [slow]}\nproviders:\n" + vendors.definition("slow");
    return Files.writeString(dataDir.resolve("providers.yaml"), file).toString();
  }

  /** Behind something that spreads requests, and asks {@code /readyz} ten times a second. */
  @Test
  void theApiAnswersEveryRequestThatItIsSent() throws Exception {
    try (var vendors = StubVendors.start(Map.of("slow", SLOW), call -> false);
        var stack = SplitStack.start(dataDir)) {
      var environment = stack.environment(Map.of("PROVIDERS_FILE", providers(vendors)));
      var port = StandaloneProcess.freePort();
      environment.put("HTTP_PORT", Integer.toString(port));
      environment.put("SHUTDOWN_DELAY_SECONDS", "2");
      try (var worker = ServiceProcess.start(enrichment.worker.Main.class, environment);
          var api = ServiceProcess.start(enrichment.api.Main.class, environment);
          var load = new RequestLoad(port, stack.newKey())) {
        load.start();
        await(() -> load.answered() >= 40);
        var began = System.nanoTime();
        assertThat(api.terminate(API_GRACE)).isEqualTo(ServiceProcess.TERMINATED);
        var took = Duration.ofNanos(System.nanoTime() - began);
        load.stop();

        System.out.printf(
            "api: gone %d ms after SIGTERM; %d requests answered, %d of them after it; failed %s%n",
            took.toMillis(), load.answered(), load.answeredAfter(began), load.failures());
        assertThat(load.failures()).isEmpty();
        assertThat(load.answeredAfter(began)).isPositive();
        worker.terminate(WORKER_GRACE);
      }
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
