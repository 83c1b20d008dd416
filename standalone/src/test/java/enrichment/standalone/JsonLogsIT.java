package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import enrichment.store.accounts.ApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a process logs with {@code LOG_FORMAT=json} while a batch goes through it. */
@Timeout(180)
class JsonLogsIT {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private static final int CONTACTS = 4;

  @TempDir Path dataDir;

  @Test
  void isOneObjectALineWhichSaysOfWhichContactItIs() throws Exception {
    var log = dataDir.resolve("log");
    try (var collector = OtlpReceiver.start();
        var receiver = RecordingReceiver.start();
        var stack = StandaloneProcess.start(dataDir.resolve("data"), environment(collector), log)) {
      receiver.refuseNext(CONTACTS);
      var client = new DemoClient(stack.url(), new ApiKey(Batches.KEY));
      var batch = Batches.distinct(0, CONTACTS).put("webhook_url", receiver.url());
      var id = Batches.postWhenReady(client, batch);

      var failed =
          awaitLines(
              log,
              CONTACTS,
              line -> line.get("message").textValue().equals("webhook.attempt.failed"));

      assertThat(failed).extracting(line -> line.get("enrichment_id").textValue()).containsOnly(id);
      assertThat(failed)
          .extracting(line -> line.get("position").intValue())
          .containsExactlyInAnyOrder(0, 1, 2, 3);
      assertThat(failed).extracting(line -> line.get("attempt").intValue()).containsOnly(1);
      // What a library says through java.util.logging, which closes before all else when it stops.
      awaitLines(log, 1, line -> line.get("logger").textValue().startsWith("io.opentelemetry."));
      stack.stop();
      assertThat(lines(log)).as("to the last line").isNotEmpty();
      assertThat(Files.readString(log)).doesNotContainIgnoringCase("lovelace", "company-");
    }
  }

  /** With traces that go to where nobody takes them, so that OpenTelemetry has to say so. */
  private static Map<String, String> environment(OtlpReceiver collector) {
    return Map.of(
        "LOG_FORMAT", "json",
        "LOG_LEVEL", "INFO",
        "OTEL_EXPORTER_OTLP_ENDPOINT", collector.url() + "/elsewhere");
  }

  private static List<JsonNode> awaitLines(Path log, int count, Predicate<JsonNode> which)
      throws IOException, InterruptedException {
    var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
    while (true) {
      var such = lines(log).stream().filter(which).toList();
      if (such.size() >= count) {
        return such;
      }
      assertThat(System.nanoTime()).as("in time: " + such).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** A line that is only half written yet is left for later. */
  private static List<JsonNode> lines(Path log) throws IOException {
    var text = Files.readString(log);
    var lines = new ArrayList<JsonNode>();
    for (var line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      var json = JSON.readTree(line);
      assertIsComplete(json);
      lines.add(json);
    }
    return lines;
  }

  private static void assertIsComplete(JsonNode line) {
    assertThat(line.isObject()).as("an object: " + line).isTrue();
    for (var name : List.of("timestamp", "level", "logger", "message")) {
      assertThat(line.path(name).isTextual()).as(name + " of " + line).isTrue();
    }
  }
}
