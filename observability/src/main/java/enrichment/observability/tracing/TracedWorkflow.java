package enrichment.observability.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.util.concurrent.TimeUnit;

/**
 * A run of a workflow in its trace. Its span is made when it ends, in workflow time: one that was
 * begun at the start would be lost with the worker, and end whenever the run leaves its cache. What
 * the run starts meanwhile knows the span's id all the same (see {@link RunSpanIds}). Nothing here
 * adds an event, or depends on anything that a replay would have otherwise.
 */
final class TracedWorkflow extends WorkflowInboundCallsInterceptorBase {

  private final Tracer tracer;
  private SpanContext parent = SpanContext.getInvalid();

  TracedWorkflow(WorkflowInboundCallsInterceptor next, Tracer tracer) {
    super(next);
    this.tracer = tracer;
  }

  @Override
  public void init(WorkflowOutboundCallsInterceptor outbound) {
    super.init(new TracedSteps(outbound, this));
  }

  @Override
  public WorkflowOutput execute(WorkflowInput input) {
    parent = TraceParent.read(input.getHeader());
    // Not in a finally: a run that leaves the cache, or goes on as a new one, ends in an Error, and
    // whatever is no failure of Temporal's has the task tried again.
    try {
      var output = super.execute(input);
      record();
      return output;
    } catch (TemporalFailure e) {
      record();
      throw e;
    }
  }

  /** Has what is started continue this run's trace, where it has one. */
  void passOn(Header header) {
    if (parent.isValid()) {
      TraceParent.write(
          SpanContext.create(
              parent.getTraceId(),
              RunSpanIds.of(Workflow.getInfo().getRunId()),
              parent.getTraceFlags(),
              TraceState.getDefault()),
          header);
    }
  }

  /** The run ends here. */
  void record() {
    if (!parent.isValid() || WorkflowUnsafe.isReplaying()) {
      return;
    }
    var info = Workflow.getInfo();
    var span =
        tracer
            .spanBuilder("RunWorkflow:" + info.getWorkflowType())
            .setSpanKind(SpanKind.SERVER)
            .setParent(TraceParent.context(parent))
            .setStartTimestamp(info.getRunStartedTimestampMillis(), TimeUnit.MILLISECONDS)
            .setAttribute(SpanNames.RUN_ID, info.getRunId());
    RunSpanIds.start(SpanNames.about(span, info.getWorkflowId()), info.getRunId())
        .end(Workflow.currentTimeMillis(), TimeUnit.MILLISECONDS);
  }
}
