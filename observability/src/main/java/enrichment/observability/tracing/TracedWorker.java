package enrichment.observability.tracing;

import io.opentelemetry.api.trace.Tracer;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;

/** A span for each run of a workflow, and for each attempt of an activity, that is of a trace. */
final class TracedWorker extends WorkerInterceptorBase {

  private final Tracer tracer;

  TracedWorker(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new TracedWorkflow(next, tracer);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new TracedActivity(next, tracer);
  }
}
