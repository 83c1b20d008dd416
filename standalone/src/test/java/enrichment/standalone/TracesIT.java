package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.domain.ContactKey;
import enrichment.observability.tracing.Tracing;
import enrichment.standalone.OtlpReceiver.Span;
import enrichment.workflows.BulkEnrichmentWorkflow;
import enrichment.workflows.BulkEnrichmentWorkflowImpl;
import enrichment.workflows.ContactEnrichmentWorkflow;
import enrichment.workflows.ContactEnrichmentWorkflowImpl;
import enrichment.workflows.maintenance.ReconciliationWorkflowImpl;
import enrichment.workflows.maintenance.RetentionWorkflowImpl;
import enrichment.workflows.webhooks.WebhookRedeliveryWorkflowImpl;
import enrichment.workflows.webhooks.WebhookTestWorkflowImpl;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One request is one trace, to the last webhook; and nobody can be told from it. */
@Timeout(180)
class TracesIT {

  private static final int CONTACTS = 5;
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";
  private static final Path RECORDED =
      Path.of("../workflows/src/test/resources/histories").toAbsolutePath().normalize();

  /** On a busy machine, a first step may take its time without being stuck. */
  private static final long PATIENCE_MILLIS = 30_000;

  @TempDir Path dataDir;

  @Test
  void leadsFromTheRequestToEachWebhook() throws Exception {
    try (var collector = OtlpReceiver.start();
        var receiver = RecordingReceiver.start();
        var stack = Stack.start(config(collector), 0)) {
      var id = post(stack, Batches.distinct(0, CONTACTS).put("webhook_url", receiver.url()));
      receiver.awaitMessages(CONTACTS, Batches.PATIENCE);
      var batch = "RunWorkflow:BulkEnrichmentWorkflow";
      var all = collector.await(now -> count(now, batch) == 2, Batches.PATIENCE);

      var spans = ofTheRequest(all);
      assertThat(count(spans, batch)).isEqualTo(2);
      assertIsOneTree(spans);
      assertThat(pathsTo(spans, "POST"))
          .hasSize(CONTACTS)
          .containsOnly(
              "POST /api/v2/contacts/bulk_enrich"
                  + " > UpdateWithStartWorkflow:BulkEnrichmentWorkflow"
                  + " > RunWorkflow:BulkEnrichmentWorkflow"
                  + " > RunWorkflow:BulkEnrichmentWorkflow"
                  + " > RunWorkflow:ContactEnrichmentWorkflow"
                  + " > RunActivity:PostWebhook > POST");
      assertThat(pathsTo(spans, "ask directory"))
          .hasSize(CONTACTS)
          .allSatisfy(
              path -> assertThat(path).endsWith("RunActivity:LookUpContact > ask directory"));
      assertThat(count(spans, "RunActivity:AdmitBatch")).isEqualTo(1);
      assertSaysWhichContact(spans, id);
      assertTellsNobody(collector.text(), receiver);

      var histories = histories(stack, id);
      assertHeadersAreTraceParentsAlone(histories);
      for (var tracing : List.of(Tracing.OFF, tracing(collector))) {
        replay(histories, tracing);
        replay(recorded(), tracing);
      }
      assertThat(ofTheRequest(collector.spans())).as("a replay has none").hasSameSizeAs(spans);
    }
  }

  private StandaloneConfig config(OtlpReceiver collector) {
    return StandaloneConfig.read(
        Map.of(
            "HTTP_PORT",
            "0",
            "DATA_DIR",
            dataDir.toString(),
            "DEMO_API_KEY",
            Batches.KEY,
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            collector.url(),
            "OTEL_BSP_SCHEDULE_DELAY",
            "100"));
  }

  private static Tracing tracing(OtlpReceiver collector) {
    return Tracing.open(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()), "replay");
  }

  /** From somebody who traces too, and says more than a trace needs. */
  private static UUID post(Stack stack, JsonNode batch) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(stack.url() + "/api/v2/contacts/bulk_enrich"))
            .header("X-API-KEY", Batches.KEY)
            .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
            .header("tracestate", "crm=Lovelace")
            .header("baggage", "person=Lovelace")
            .POST(BodyPublishers.ofString(batch.toString()))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      var id = DemoClient.JSON.readTree(answer.body()).get("enrichment_id").textValue();
      return UUID.fromString(id);
    }
  }

  /** Housekeeping has traces of its own. */
  private static List<Span> ofTheRequest(List<Span> spans) {
    return spans.stream().filter(span -> span.trace().equals(TRACE)).toList();
  }

  private static long count(List<Span> spans, String name) {
    return spans.stream().filter(span -> span.name().equals(name)).count();
  }

  private static void assertIsOneTree(List<Span> spans) {
    var byId = byId(spans);
    assertThat(spans)
        .allSatisfy(
            span ->
                assertThat(byId.containsKey(span.parent()) || span.parent().equals(CALLER))
                    .as(span.name() + " has a parent")
                    .isTrue());
    assertThat(spans)
        .filteredOn(span -> span.parent().equals(CALLER))
        .extracting(Span::name)
        .containsExactly("POST /api/v2/contacts/bulk_enrich");
  }

  private static Map<String, Span> byId(List<Span> spans) {
    return spans.stream().collect(Collectors.toMap(Span::id, Function.identity()));
  }

  private static List<String> pathsTo(List<Span> spans, String name) {
    var byId = byId(spans);
    return spans.stream()
        .filter(span -> span.name().equals(name))
        .map(
            span ->
                Stream.iterate(span, step -> step != null, step -> byId.get(step.parent()))
                    .map(Span::name)
                    .reduce((inner, outer) -> outer + " > " + inner)
                    .orElseThrow())
        .toList();
  }

  private static void assertSaysWhichContact(List<Span> spans, UUID id) {
    var webhooks =
        spans.stream().filter(span -> span.name().equals("RunActivity:PostWebhook")).toList();
    assertThat(webhooks)
        .extracting(span -> span.attributes().get("position"))
        .containsExactlyInAnyOrder("0", "1", "2", "3", "4");
    assertThat(webhooks)
        .extracting(span -> span.attributes().get("enrichment_id"))
        .containsOnly(id.toString());
  }

  private static void assertTellsNobody(String exported, RecordingReceiver receiver) {
    assertThat(exported)
        .contains("enrichment_id")
        .doesNotContainIgnoringCase("lovelace")
        .doesNotContain("company-")
        .doesNotContain(URI.create(receiver.url()).getAuthority())
        .doesNotContain(Batches.KEY);
  }

  private static List<WorkflowExecutionHistory> histories(Stack stack, UUID id) {
    var client = stack.temporal().client();
    return Stream.of(
            BulkEnrichmentWorkflow.workflowId(id),
            ContactEnrichmentWorkflow.workflowId(new ContactKey(id, 0)))
        .map(client::fetchHistory)
        .toList();
  }

  private static List<WorkflowExecutionHistory> recorded() throws Exception {
    try (var files = Files.walk(RECORDED)) {
      var histories = new ArrayList<WorkflowExecutionHistory>();
      for (var file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        histories.add(WorkflowExecutionHistory.fromJson(Files.readString(file)));
      }
      assertThat(histories).isNotEmpty();
      return histories;
    }
  }

  private static void assertHeadersAreTraceParentsAlone(List<WorkflowExecutionHistory> histories) {
    var headers = new HashMap<String, Map<?, ?>>();
    for (var history : histories) {
      for (var event : history.getEvents()) {
        if (event.hasWorkflowExecutionStartedEventAttributes()) {
          event
              .getWorkflowExecutionStartedEventAttributes()
              .getHeader()
              .getFieldsMap()
              .forEach((name, value) -> headers.put(name, members(value)));
        }
      }
      assertThat(history.toJson(false)).doesNotContain("Lovelace");
    }
    assertThat(headers).containsOnlyKeys("_tracer-data");
    var members = headers.get("_tracer-data");
    assertThat(members).hasSize(1);
    assertThat((String) members.get("traceparent")).matches("00-" + TRACE + "-[0-9a-f]{16}-01");
  }

  private static Map<?, ?> members(Payload payload) {
    return DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, Map.class, Map.class);
  }

  private static void replay(List<WorkflowExecutionHistory> histories, Tracing tracing)
      throws Exception {
    var options =
        TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder()
                    .setWorkerInterceptors(
                        tracing.workerInterceptors().toArray(WorkerInterceptor[]::new))
                    .build())
            .build();
    try (var environment = TestWorkflowEnvironment.newInstance(options)) {
      var worker =
          environment.newWorker(
              "replay",
              WorkerOptions.newBuilder()
                  .setDefaultDeadlockDetectionTimeout(PATIENCE_MILLIS)
                  .build());
      worker.registerWorkflowImplementationTypes(
          BulkEnrichmentWorkflowImpl.class,
          ContactEnrichmentWorkflowImpl.class,
          ReconciliationWorkflowImpl.class,
          RetentionWorkflowImpl.class,
          WebhookRedeliveryWorkflowImpl.class,
          WebhookTestWorkflowImpl.class);
      WorkflowReplayer.replayWorkflowExecutions(histories, true, worker);
    }
  }
}
