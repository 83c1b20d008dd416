package enrichment.observability.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/** Lines as {@code enrichment/observability/logging/json.xml} has them written. */
class LogMembersTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private static final String CONFIGURATION =
      """
      <configuration>
        <include resource="enrichment/observability/logging/json.xml"/>
        <root level="INFO"><appender-ref ref="CONSOLE"/></root>
      </configuration>
      """;

  private final UUID id = UUID.randomUUID();

  @AfterEach
  void forget() {
    MDC.clear();
  }

  @Test
  void saysWhoseWorkflowItIsOfLinesOfTheSdkToo() throws Exception {
    MDC.put("WorkflowId", "bulk-enrichment/" + id + "/007");
    MDC.put("ActivityType", "PostWebhook");

    var line = line("io.temporal.internal.activity", log -> log.log("Activity failure"));

    assertThat(line.get("enrichment_id").textValue()).isEqualTo(id.toString());
    assertThat(line.get("position").intValue()).isEqualTo(7);
    assertThat(line.get("activity_type").textValue()).isEqualTo("PostWebhook");
    assertThat(line.get("message").textValue()).isEqualTo("Activity failure");
    assertThat(line.get("logger").textValue()).isEqualTo("io.temporal.internal.activity");
    assertThat(line.get("level").textValue()).isEqualTo("WARN");
    assertThat(line.get("timestamp").textValue()).matches("[0-9-]{10}T[0-9:.]+Z");
  }

  @Test
  void hasKeysAndValuesAsMembersEachOnce() throws Exception {
    MDC.put("enrichment_id", "of the request");
    MDC.put("request_id", "r1");

    var line =
        line(
            "enrichment.api",
            log -> log.addKeyValue("enrichment_id", id).addKeyValue("attempt", 3).log("some.code"));

    assertThat(line.get("enrichment_id").textValue()).isEqualTo(id.toString());
    assertThat(line.get("attempt").intValue()).isEqualTo(3);
    assertThat(line.get("request_id").textValue()).isEqualTo("r1");
    assertThat(line.has("position")).isFalse();
  }

  @Test
  void leavesOutWhatNobodyKnowsInTheContext() throws Exception {
    MDC.put("Contact", "Ada");
    assertThat(line("x", log -> log.log("y")).toString()).doesNotContain("Ada");
  }

  private interface Logging {
    void log(LoggingEventBuilder event);
  }

  private static JsonNode line(String logger, Logging logging) throws Exception {
    var output = System.out;
    var written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    var context = new LoggerContext();
    context.setMDCAdapter(((LoggerContext) LoggerFactory.getILoggerFactory()).getMDCAdapter());
    try {
      var joran = new JoranConfigurator();
      joran.setContext(context);
      joran.doConfigure(new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
      logging.log(context.getLogger(logger).atWarn());
    } finally {
      context.stop();
      System.setOut(output);
    }
    return JSON.readTree(written.toString(StandardCharsets.UTF_8));
  }
}
