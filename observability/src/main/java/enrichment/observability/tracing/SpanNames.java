package enrichment.observability.tracing;

import enrichment.workflows.EnrichmentRun;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;

/** What spans are called, and what they say. */
public final class SpanNames {

  public static final AttributeKey<String> ENRICHMENT_ID = AttributeKey.stringKey("enrichment_id");
  public static final AttributeKey<Long> POSITION = AttributeKey.longKey("position");
  public static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("provider");

  /** The class of what went wrong; its message may quote a person. */
  public static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("attempt");
  static final AttributeKey<String> WORKFLOW_ID = AttributeKey.stringKey("temporal.workflow_id");
  static final AttributeKey<String> RUN_ID = AttributeKey.stringKey("temporal.run_id");

  /** Of which workflow a span is, and so of which enrichment. */
  static SpanBuilder about(SpanBuilder span, String workflowId) {
    span.setAttribute(WORKFLOW_ID, workflowId);
    EnrichmentRun.of(workflowId)
        .ifPresent(
            run -> {
              span.setAttribute(ENRICHMENT_ID, run.enrichmentId().toString());
              if (run.position() != null) {
                span.setAttribute(POSITION, run.position().longValue());
              }
            });
    return span;
  }

  private SpanNames() {}
}
