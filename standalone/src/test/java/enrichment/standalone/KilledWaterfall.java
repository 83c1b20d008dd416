package enrichment.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.standalone.VendorCalls.Call;
import enrichment.standalone.VendorCalls.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A batch that asks five vendors in turn, and workers that die over it. */
final class KilledWaterfall implements AutoCloseable {

  static final int CONTACTS = 100;
  static final String HITS = "hits";

  /** Without it, all contacts would be at the same vendor when the worker dies. */
  private static final String A_FEW_AT_A_TIME = "concurrency: 8";

  /** In a second; more come. */
  private static final int LIMIT = 10;

  private final AtomicBoolean down = new AtomicBoolean(true);
  private final RecordingReceiver receiver = RecordingReceiver.start();
  private final StubVendors vendors;
  private final SplitStack stack;
  private final WorkerChain workers;
  private final DemoClient client;

  /**
   * @param deadly as for {@link StubVendors}
   * @param hitsTerms the terms of the vendor that knows everybody
   */
  KilledWaterfall(Path dataDir, Predicate<Call> deadly, String... hitsTerms) throws IOException {
    vendors =
        StubVendors.start(
            Map.of(
                "miss-one",
                StubVendor.KNOWS_NOBODY,
                "miss-two",
                StubVendor.KNOWS_NOBODY,
                "limited",
                StubVendor.limited(LIMIT),
                "down",
                domain -> down.get() ? StubReply.DOWN : StubReply.MISS,
                HITS,
                StubVendor.KNOWS_EVERYBODY),
            deadly);
    stack = SplitStack.start(dataDir);
    var file = Files.writeString(dataDir.resolve("providers.yaml"), providers(hitsTerms));
    workers = new WorkerChain(stack.environment(Map.of("PROVIDERS_FILE", file.toString())));
    client = stack.newClient();
  }

  private String providers(String... hitsTerms) {
    var chain = "waterfall: {email: [miss-one, miss-two, limited, down, hits]}\nproviders:\n";
    var misses =
        Stream.of("miss-one", "miss-two", "limited", "down")
            .map(name -> vendors.definition(name, A_FEW_AT_A_TIME))
            .collect(Collectors.joining());
    var terms = Stream.concat(Stream.of(A_FEW_AT_A_TIME), Stream.of(hitsTerms));
    return chain + misses + vendors.definition(HITS, terms.toArray(String[]::new));
  }

  /**
   * @return the enrichment's id
   */
  String post() throws IOException, InterruptedException {
    workers.startNext();
    var batch = Batches.distinct(0, CONTACTS).put("webhook_url", receiver.url());
    return Batches.postWhenReady(client, batch);
  }

  void replaceWorker() throws IOException {
    workers.kill();
    vendors.gate().reopen();
    workers.startNext();
  }

  /** Waits until all that has been answered is written down. */
  void awaitRecords(Duration patience) throws SQLException, InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    var answered = vendors.calls().answered();
    for (var open = openQuestions(); open.stream().anyMatch(answered::contains); ) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Answers are not recorded");
      }
      TimeUnit.MILLISECONDS.sleep(10);
      open = openQuestions();
    }
  }

  /** Those that the database has as put and not answered. */
  private Set<Question> openQuestions() throws SQLException {
    try (var connection = stack.sql().getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select l.provider, c.domain from lookup l join contact c using (enrichment_id, position)
                where l.asked_at is not null
                """)) {
      var open = new HashSet<Question>();
      while (rows.next()) {
        open.add(new Question(rows.getString("provider"), rows.getString("domain")));
      }
      return open;
    }
  }

  /** The vendor that is down is up again. */
  void repair() {
    down.set(false);
  }

  VendorCalls calls() {
    return vendors.calls();
  }

  AnswerGate gate() {
    return vendors.gate();
  }

  DemoClient client() {
    return client;
  }

  /** The contacts as their webhooks have them, by domain. */
  Map<String, JsonNode> contacts() {
    var contacts = new HashMap<String, JsonNode>();
    for (var message : receiver.messages()) {
      contacts.put(message.body().at("/custom/domain").textValue(), message.body());
    }
    return contacts;
  }

  /** The questions of which nobody knows whether they were answered. */
  Set<Question> inDoubt() throws IOException, InterruptedException {
    var inDoubt = new HashSet<Question>();
    for (var contact : contacts().entrySet()) {
      var id = contact.getValue().get("contact_id").textValue();
      for (var lookup : client.get("/contacts/" + id + "/lookups").get("lookups")) {
        if (lookup.get("outcome").textValue().equals("in_doubt")) {
          inDoubt.add(new Question(lookup.get("provider").textValue(), contact.getKey()));
        }
      }
    }
    return inDoubt;
  }

  @Override
  public void close() throws IOException {
    workers.close();
    stack.close();
    vendors.close();
    receiver.close();
  }
}
