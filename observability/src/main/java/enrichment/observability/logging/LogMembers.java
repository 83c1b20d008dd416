package enrichment.observability.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import enrichment.workflows.EnrichmentRun;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.logstash.logback.composite.AbstractJsonProvider;

/**
 * The members of a JSON log line that depend on where it was written: its keys and values, what
 * Temporal's SDK and the API say in the MDC, and the enrichment and the position of the workflow,
 * so that the SDK's own lines have them too. Each name comes once.
 */
public final class LogMembers extends AbstractJsonProvider<ILoggingEvent> {

  /**
   * What the MDC says, and what it is called here. The SDK's names are its own. Sorted, so that
   * every process writes its members in one order.
   */
  private static final Map<String, String> CONTEXT =
      new TreeMap<>(
          Map.of(
              "request_id", "request_id",
              "enrichment_id", "enrichment_id",
              "contact_id", "contact_id",
              "trace_id", "trace_id",
              "WorkflowId", "workflow_id",
              "WorkflowType", "workflow_type",
              "RunId", "run_id",
              "ActivityType", "activity_type",
              "Attempt", "attempt",
              "TaskQueue", "task_queue"));

  @Override
  public void writeTo(JsonGenerator generator, ILoggingEvent event) throws IOException {
    var members = new LinkedHashMap<String, Object>();
    if (event.getKeyValuePairs() != null) {
      event.getKeyValuePairs().forEach(pair -> members.put(pair.key, text(pair.value)));
    }
    var context = event.getMDCPropertyMap();
    EnrichmentRun.of(context.getOrDefault("WorkflowId", "")).ifPresent(run -> addRun(members, run));
    CONTEXT.forEach(
        (name, member) -> {
          if (context.containsKey(name)) {
            members.putIfAbsent(member, context.get(name));
          }
        });
    for (var member : members.entrySet()) {
      generator.writeObjectField(member.getKey(), member.getValue());
    }
  }

  private static void addRun(Map<String, Object> members, EnrichmentRun run) {
    members.putIfAbsent("enrichment_id", run.enrichmentId().toString());
    if (run.position() != null) {
      members.putIfAbsent("position", run.position());
    }
  }

  private static Object text(Object value) {
    return value instanceof Number || value instanceof Boolean ? value : Objects.toString(value);
  }
}
