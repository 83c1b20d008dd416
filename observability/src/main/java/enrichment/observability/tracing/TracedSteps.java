package enrichment.observability.tracing;

import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;

/** Passes the trace of a workflow on to whatever it starts. */
final class TracedSteps extends WorkflowOutboundCallsInterceptorBase {

  private final TracedWorkflow run;

  TracedSteps(WorkflowOutboundCallsInterceptor next, TracedWorkflow run) {
    super(next);
    this.run = run;
  }

  @Override
  public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
    run.passOn(input.getHeader());
    return super.executeActivity(input);
  }

  @Override
  public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
    run.passOn(input.getHeader());
    return super.executeLocalActivity(input);
  }

  @Override
  public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
    run.passOn(input.getHeader());
    return super.executeChildWorkflow(input);
  }

  @Override
  public void continueAsNew(ContinueAsNewInput input) {
    run.passOn(input.getHeader());
    run.record();
    super.continueAsNew(input);
  }
}
