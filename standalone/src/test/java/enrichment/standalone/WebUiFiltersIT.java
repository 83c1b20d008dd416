package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import enrichment.workflows.webui.EnrichmentAttributes;
import io.temporal.api.operatorservice.v1.RemoveSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The filters that docs/operate.md recommends find, on a real server, what it says of them. */
@Tag("server")
@Timeout(300)
class WebUiFiltersIT {

  private static final String VENDOR = "vendor";
  private static final String PATIENT = "patient-vendor";

  /** What the document has in place of somebody's own. */
  private static final String SOMEBODYS_ACCOUNT = "01a20546-4d2a-7b10-9a55-3f0c5f0f7f11";

  private static final String SOMEBODYS_PROVIDER = "findymail";

  @TempDir Path dataDir;

  @Test
  void findWhatTheReadmeSays() throws Exception {
    try (var vendors = vendors();
        var stack = SplitStack.start(dataDir);
        var workers = new WorkerChain(stack.environment(providers(vendors)));
        var healthy = RecordingReceiver.start();
        var holding = RecordingReceiver.answering(0)) {
      workers.startNext();
      var one = stack.newClient();
      var other = stack.newClient();
      var found = post(one, healthy.url(), "found-one", "found-two");
      var failed = post(one, healthy.url(), "found-three", "broken-one");
      Batches.awaitFinished(one, found);
      Batches.awaitFinished(one, failed);
      var holds = post(other, holding.url(), "found-four", "missing-one");
      holding.awaitMessages(2, Batches.PATIENCE);
      var waits = post(other, healthy.url(), "away-one", "away-two");

      var account = one.get("/account").get("account_id").textValue();
      var expected =
          Map.of(
              "batches that run", batches(holds, waits),
              "batches with failures", batches(failed),
              "contacts waiting for their webhook", contacts(holds),
              "contacts waiting for a provider", contacts(waits),
              "what a provider has found",
                  Set.of(
                      contact(found, 0), contact(found, 1), contact(failed, 0), contact(holds, 0)),
              "everything of an account",
                  union(batches(found, failed), contacts(found), contacts(failed)));

      var filters = DocumentedFilters.read();
      assertThat(filters.keySet()).isEqualTo(expected.keySet());
      for (var filter : filters.entrySet()) {
        var query =
            filter
                .getValue()
                .replace(SOMEBODYS_ACCOUNT, account)
                .replace(SOMEBODYS_PROVIDER, VENDOR);
        var listed = awaitListed(stack, query, expected.get(filter.getKey()));
        System.out.printf("%s: %d workflows%n", filter.getKey(), listed.size());
        assertThat(listed).as(filter.getKey()).isEqualTo(expected.get(filter.getKey()));
      }
    }
  }

  @Test
  void aServerThatHasLostTheAttributesTakesBatchesAllTheSame() throws Exception {
    try (var vendors = vendors();
        var stack = SplitStack.start(dataDir);
        var workers = new WorkerChain(stack.environment(providers(vendors)));
        var receiver = RecordingReceiver.start()) {
      workers.startNext();
      var client = stack.newClient();
      Batches.awaitFinished(client, post(client, receiver.url(), "found-one", "found-two"));
      removeAttributes(stack.temporal().client());

      var without = post(client, receiver.url(), "found-three", "found-four");
      Batches.awaitFinished(client, without);
      assertThat(account(stack, without)).isNull();

      // It looks again at most every ten seconds, and whoever comes then is none the slower.
      TimeUnit.SECONDS.sleep(11);
      Batches.awaitFinished(client, post(client, receiver.url(), "found-five", "found-six"));
      TimeUnit.SECONDS.sleep(2);
      var with = post(client, receiver.url(), "found-seven", "found-eight");
      Batches.awaitFinished(client, with);
      assertThat(account(stack, with)).isNotNull();
    }
  }

  private static StubVendors vendors() throws IOException {
    return StubVendors.start(
        Map.of(
            VENDOR,
            domain ->
                domain.startsWith("found") ? StubReply.found(domain) : missOrGibberish(domain),
            PATIENT,
            domain -> domain.startsWith("away") ? StubReply.AWAY : missOrGibberish(domain)),
        call -> false);
  }

  private static StubReply missOrGibberish(String domain) {
    return domain.startsWith("broken") ? StubReply.GIBBERISH : StubReply.MISS;
  }

  private Map<String, String> providers(StubVendors vendors) throws IOException {
    var file =
        Files.writeString(
            dataDir.resolve("providers.yaml"),
            "waterfall: {email: [%s, %s]}\nproviders:\n".formatted(VENDOR, PATIENT)
                + vendors.definition(VENDOR)
                + vendors.definition(PATIENT));
    return Map.of("PROVIDERS_FILE", file.toString());
  }

  private static String post(DemoClient client, String webhookUrl, String... companies)
      throws Exception {
    ObjectNode batch = Batches.distinct(0, companies.length).put("webhook_url", webhookUrl);
    for (var i = 0; i < companies.length; i++) {
      ((ObjectNode) batch.get("contacts").get(i)).put("domain", companies[i] + ".example");
    }
    return Batches.postWhenReady(client, batch);
  }

  /** What is listed once that is what is expected, or after a while. */
  private static Set<String> awaitListed(SplitStack stack, String query, Set<String> expected)
      throws InterruptedException {
    var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
    var listed = listed(stack, query);
    while (!listed.equals(expected) && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(200);
      listed = listed(stack, query);
    }
    return listed;
  }

  private static Set<String> listed(SplitStack stack, String query) {
    return stack
        .temporal()
        .client()
        .listExecutions(query)
        .map(WorkflowExecutionMetadata::getExecution)
        .map(execution -> execution.getWorkflowId())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String account(SplitStack stack, String enrichmentId) {
    return stack
        .temporal()
        .client()
        .newUntypedWorkflowStub("bulk-enrichment/" + enrichmentId)
        .describe()
        .getTypedSearchAttributes()
        .get(EnrichmentAttributes.ACCOUNT_ID);
  }

  private static void removeAttributes(WorkflowClient client) {
    var operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder(client.getWorkflowServiceStubs().getOptions())
                .validateAndBuildWithDefaults());
    operator
        .blockingStub()
        .removeSearchAttributes(
            RemoveSearchAttributesRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .addAllSearchAttributes(
                    EnrichmentAttributes.KEYS.stream().map(SearchAttributeKey::getName).toList())
                .build());
    operator.shutdownNow();
  }

  private static Set<String> batches(String... enrichmentIds) {
    return Set.of(enrichmentIds).stream()
        .map(enrichmentId -> "bulk-enrichment/" + enrichmentId)
        .collect(Collectors.toSet());
  }

  private static Set<String> contacts(String enrichmentId) {
    return Set.of(contact(enrichmentId, 0), contact(enrichmentId, 1));
  }

  private static String contact(String enrichmentId, int position) {
    return "bulk-enrichment/%s/%03d".formatted(enrichmentId, position);
  }

  @SafeVarargs
  private static Set<String> union(Set<String>... sets) {
    var union = new TreeSet<String>();
    for (var set : sets) {
      union.addAll(set);
    }
    return union;
  }
}
