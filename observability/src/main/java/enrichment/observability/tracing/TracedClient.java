package enrichment.observability.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import java.util.function.Supplier;

/** A span for each workflow that is started, which the workflow continues. */
final class TracedClient extends WorkflowClientInterceptorBase {

  private final Tracer tracer;

  TracedClient(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
      WorkflowClientCallsInterceptor next) {
    return new WorkflowClientCallsInterceptorBase(next) {
      @Override
      public WorkflowStartOutput start(WorkflowStartInput input) {
        return traced("StartWorkflow", input, () -> super.start(input));
      }

      @Override
      public <R> WorkflowUpdateWithStartOutput<R> updateWithStart(
          WorkflowUpdateWithStartInput<R> input) {
        return traced(
            "UpdateWithStartWorkflow",
            input.getWorkflowStartInput(),
            () -> super.updateWithStart(input));
      }
    };
  }

  private <T> T traced(
      String call, WorkflowClientCallsInterceptor.WorkflowStartInput input, Supplier<T> next) {
    var span = start(call, input);
    TraceParent.write(span.getSpanContext(), input.getHeader());
    var scope = span.makeCurrent();
    try (scope) {
      return next.get();
    } catch (RuntimeException e) {
      span.setAttribute(SpanNames.ERROR, e.getClass().getName()).setStatus(StatusCode.ERROR);
      throw e;
    } finally {
      span.end();
    }
  }

  private Span start(String call, WorkflowClientCallsInterceptor.WorkflowStartInput input) {
    var span =
        tracer.spanBuilder(call + ":" + input.getWorkflowType()).setSpanKind(SpanKind.CLIENT);
    return SpanNames.about(span, input.getWorkflowId()).startSpan();
  }
}
