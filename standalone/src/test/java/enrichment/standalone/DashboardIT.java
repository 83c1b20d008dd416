package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.standalone.MetricQueries.Selector;
import enrichment.standalone.Scrape.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a running service measures, and what the dashboard and the alerts expect of it. */
@Timeout(180)
class DashboardIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Of all values of one label; the API has fewer than a hundred routes. */
  private static final int MOST_VALUES = 100;

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{16}|[^@]+@[^@]+");

  private static Scrape scrape;
  private static String batch;

  @BeforeAll
  static void enrich(@TempDir Path dataDir) throws Exception {
    var config =
        StandaloneConfig.read(
            Map.of(
                "HTTP_PORT",
                "0",
                "METRICS_PORT",
                "0",
                "DATA_DIR",
                dataDir.toString(),
                "DEMO_API_KEY",
                Batches.KEY));
    try (var receiver = RecordingReceiver.start();
        var stack = Stack.start(config, 0)) {
      SampleDirectory.importIfEmpty(stack.database());
      var api = new DemoClient(stack.url(), stack.demoAccount().key());
      var sample = Batches.sample(receiver.url());
      batch = sample.toString();
      var id = api.post("/contacts/bulk_enrich", sample).get("enrichment_id").textValue();
      receiver.awaitMessages(100, Batches.PATIENCE);
      Batches.awaitFinished(api, id);
      System.gc(); // its pauses are reported once there was one
      scrape = onceEverythingIsReported(stack);
    }
  }

  /** Temporal's SDK reports every few seconds, and what the database knows is kept for some. */
  private static Scrape onceEverythingIsReported(Stack stack) throws Exception {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var latest = Scrape.of(stack.metricsUrl());
      if (latest.sum("enrichment_ledger_credits", Map.of("state", "charged")) == 80
          && latest.sum("enrichment_open_enrichments", Map.of()) == 0
          && latest.sum("temporal_workflow_completed_total", Map.of()) >= 101
          && latest.sum("jvm_gc_pause_seconds_count", Map.of()) >= 1) {
        return latest;
      }
      assertThat(System.nanoTime()).as("not yet: %s", latest).isLessThan(deadline);
      Thread.sleep(500);
    }
  }

  @Test
  void everyMetricOfTheDashboardAndOfTheAlertsIsThere() throws Exception {
    var named =
        Stream.of(MetricQueries.ofDashboard(), MetricQueries.ofAlerts())
            .flatMap(queries -> queries.selectors().stream())
            .collect(Collectors.toSet());
    assertThat(named).hasSizeGreaterThan(40);
    assertThat(named).filteredOn(selector -> !isThere(selector)).isEmpty();
  }

  private static boolean isThere(Selector selector) {
    return scrape.samples().stream()
        .filter(sample -> sample.name().equals(selector.name()))
        .anyMatch(sample -> sample.labels().entrySet().containsAll(selector.labels().entrySet()));
  }

  @Test
  void countsABatchOf100() {
    assertSum(1, "enrichment_http_requests_total", "route", "/api/v2/contacts/bulk_enrich");
    assertSum(1, "enrichment_admissions_total", "decision", "accepted");
    assertThat(scrape.sum("enrichment_admissions_total", Map.of())).isEqualTo(1);
    assertThat(scrape.sum("enrichment_admitted_contacts_total", Map.of())).isEqualTo(100);
    assertSum(80, "enrichment_contacts_total", "outcome", "found");
    assertSum(20, "enrichment_contacts_total", "outcome", "not_found");
    assertSum(0, "enrichment_contacts_total", "outcome", "failed");
    assertSum(80, "enrichment_provider_calls_total", "result", "found");
    assertSum(20, "enrichment_provider_calls_total", "result", "not_found");
    assertSum(100, "enrichment_provider_call_duration_seconds_count", "provider", "directory");
    assertSum(100, "enrichment_webhook_attempts_total", "result", "2xx");
    assertSum(100, "enrichment_webhook_messages_total", "end", "delivered");
    assertSum(
        100, "temporal_activity_execution_latency_seconds_count", "activity_type", "PostWebhook");
  }

  @Test
  void seesTheLedgerInBalance() {
    var granted = scrape.sum("enrichment_ledger_granted_credits", Map.of());
    assertThat(granted).isGreaterThanOrEqualTo(100);
    assertSum(80, "enrichment_ledger_credits", "state", "charged");
    assertSum(granted - 80, "enrichment_ledger_credits", "state", "available");
    assertSum(0, "enrichment_ledger_credits", "state", "held");
    assertThat(scrape.sum("enrichment_ledger_imbalance_credits", Map.of())).isZero();
    assertThat(scrape.sum("enrichment_webhook_pending_messages", Map.of())).isZero();
  }

  @Test
  void hasNoLabelThatGrowsOrThatSaysAnythingOfSomebody() {
    for (var label : valuesByLabel().entrySet()) {
      assertThat(label.getValue())
          .as(label.getKey())
          .hasSizeLessThan(MOST_VALUES)
          .noneMatch(value -> ID.matcher(value).find());
    }
    var values = valuesByLabel().values().stream().flatMap(Set::stream).toList();
    assertThat(people()).hasSizeGreaterThan(50).doesNotContainAnyElementsOf(values);
  }

  @Test
  void readsQueriesAsPrometheusDoes() {
    assertThat(
            MetricQueries.selectors(
                "sum by (le, route) (rate(a_total{b=\"c\", d=~\"e|f\"}[5m])) / max(g) or vector(0)"))
        .containsExactlyInAnyOrder(
            new Selector("a_total", Map.of("b", "c")), new Selector("g", Map.of()));
  }

  /** Of each metric: 'metric label'. */
  private static Map<String, Set<String>> valuesByLabel() {
    return scrape.samples().stream()
        .flatMap(DashboardIT::labels)
        .collect(
            Collectors.groupingBy(
                List::getFirst, Collectors.mapping(List::getLast, Collectors.toSet())));
  }

  private static Stream<List<String>> labels(Sample sample) {
    return sample.labels().entrySet().stream()
        .map(label -> List.of(sample.name() + " " + label.getKey(), label.getValue()));
  }

  /** Names and domains of the batch. */
  private static Set<String> people() {
    return Pattern.compile("\"(?:firstname|lastname|domain)\":\"([^\"]+)\"")
        .matcher(batch)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  private static void assertSum(double expected, String name, String label, String value) {
    assertThat(scrape.sum(name, Map.of(label, value)))
        .as("%s{%s=\"%s\"}", name, label, value)
        .isEqualTo(expected);
  }
}
