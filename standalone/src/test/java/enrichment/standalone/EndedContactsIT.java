package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contacts that have ended before it was their turn cost a provider with a rate no turns. */
@Tag("server")
@Timeout(300)
class EndedContactsIT {

  private static final String PACED = "paced";

  /** One a second. */
  private static final String RATE = "60/m";

  private static final int BATCHES = 3;
  private static final int CONTACTS = 100;
  private static final int LIVE = 5;

  /** What may pass beside the turns of those that are live. */
  private static final Duration SPARE = Duration.ofSeconds(15);

  private static final Duration PATIENCE = Duration.ofSeconds(200);

  @TempDir Path dataDir;

  /** How contacts may end while they wait for their turn. */
  enum End {
    /** As a client cancels. */
    CANCELLED {
      @Override
      void end(SplitStack stack, DemoClient client, String batch, JsonNode contacts)
          throws Exception {
        client.post("/enrichments/%s/cancel".formatted(batch), DemoClient.JSON.nullNode());
      }
    },
    /** And Temporal is not told of it. */
    CANCELLED_IN_THE_DATABASE {
      @Override
      void end(SplitStack stack, DemoClient client, String batch, JsonNode contacts)
          throws Exception {
        execute(
            stack,
            "update enrichment set cancel_requested_at = now() where enrichment_id = ?",
            batch);
      }
    },
    /** Each of them, as one who is suppressed or erased. */
    SUPPRESSED {
      @Override
      void end(SplitStack stack, DemoClient client, String batch, JsonNode contacts)
          throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
          for (var contact : contacts) {
            var person =
                DemoClient.JSON
                    .createObjectNode()
                    .put("first_name", contact.get("firstname").textValue())
                    .put("last_name", contact.get("lastname").textValue())
                    .put("domain", contact.get("domain").textValue());
            threads.submit(() -> client.post("/suppressions", person));
          }
        }
      }
    };

    abstract void end(SplitStack stack, DemoClient client, String batch, JsonNode contacts)
        throws Exception;

    static void execute(SplitStack stack, String sql, String batch) throws Exception {
      try (var connection = stack.sql().getConnection();
          var statement = connection.prepareStatement(sql)) {
        statement.setObject(1, UUID.fromString(batch));
        statement.executeUpdate();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLiveOnesAreCalledAtTheProvidersPace(End how) throws Exception {
    try (var vendors = StubVendors.start(Map.of(PACED, StubVendor.KNOWS_EVERYBODY), call -> false);
        var stack = SplitStack.start(dataDir);
        var one = new WorkerChain(environment(stack, vendors));
        var other = new WorkerChain(environment(stack, vendors))) {
      one.startNext();
      other.startNext();
      endBeforeTheirTurn(stack, vendors, how);

      var start = System.nanoTime();
      var before = vendors.calls().all().size();
      var client = stack.newClient();
      var live = Batches.postWhenReady(client, Batches.distinct(9_000, LIVE));
      Batches.awaitFinished(client, live, PATIENCE);

      var took = Duration.ofNanos(System.nanoTime() - start);
      var calls = vendors.calls().all().size() - before;
      System.out.printf(
          "%s: %d live contacts behind %d that had ended took %d ms, and %d calls%n",
          how, LIVE, BATCHES * CONTACTS, took.toMillis(), calls);
      assertThat(took).isLessThan(SPARE.plusSeconds(LIVE));
      assertThat(calls).isBetween(LIVE, LIVE + 2);
    }
  }

  /** Of an account each, so that all of them queue up at once. */
  private static void endBeforeTheirTurn(SplitStack stack, StubVendors vendors, End how)
      throws Exception {
    var clients = new ArrayList<DemoClient>();
    var batches = new ArrayList<String>();
    var contacts = new ArrayList<JsonNode>();
    for (var i = 0; i < BATCHES; i++) {
      var client = stack.newClient();
      var batch = Batches.distinct(i * CONTACTS, CONTACTS);
      clients.add(client);
      batches.add(Batches.postWhenReady(client, batch));
      contacts.add(batch.get("contacts"));
    }
    awaitQueued(vendors);
    for (var i = 0; i < BATCHES; i++) {
      how.end(stack, clients.get(i), batches.get(i), contacts.get(i));
    }
  }

  /** When a few have been called, the others have long been scheduled. */
  private static void awaitQueued(StubVendors vendors) throws InterruptedException {
    var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
    while (vendors.calls().all().size() < 5) {
      assertThat(System.nanoTime()).as("contacts are called").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private Map<String, String> environment(SplitStack stack, StubVendors vendors) throws Exception {
    var file =
        Files.writeString(
            dataDir.resolve("providers.yaml"),
            "waterfall: {email: [paced]}\nproviders:\n"
                + vendors.definition(PACED, "rate: " + RATE));
    return stack.environment(Map.of("PROVIDERS_FILE", file.toString()));
  }
}
