package enrichment.replay;

import io.temporal.common.SearchAttributeUpdate;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SideEffectOptions;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Takes down what the code of a workflow does while it is replayed. One replay at a time. */
final class StepRecorder extends WorkerInterceptorBase {

  private final List<Step> steps = new CopyOnWriteArrayList<>();

  void clear() {
    steps.clear();
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  private void add(String text) {
    steps.add(Step.now(text));
  }

  /** What is called in a scope that is cancelled already is not begun. */
  private void addUnlessCancelled(String text) {
    if (!CancellationScope.current().isCancelRequested()) {
      add(text);
    }
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new Calls(outbound));
      }

      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        try {
          var output = super.execute(input);
          add(Step.END);
          return output;
        } catch (CanceledFailure e) {
          add(Step.END);
          throw e;
        } catch (RuntimeException e) {
          add(Step.failure());
          throw e;
        }
      }
    };
  }

  private final class Calls extends WorkflowOutboundCallsInterceptorBase {

    private Calls(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      addUnlessCancelled(Step.activity(input.getActivityName()));
      return super.executeActivity(input);
    }

    @Override
    public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
      addUnlessCancelled(Step.localActivity(input.getActivityName()));
      return super.executeLocalActivity(input);
    }

    @Override
    public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
      addUnlessCancelled(Step.child(input.getWorkflowType(), input.getWorkflowId()));
      return super.executeChildWorkflow(input);
    }

    @Override
    public SignalExternalOutput signalExternalWorkflow(SignalExternalInput input) {
      addUnlessCancelled(Step.signal(input.getSignalName()));
      return super.signalExternalWorkflow(input);
    }

    @Override
    public void sleep(Duration duration) {
      addUnlessCancelled(Step.timer());
      super.sleep(duration);
    }

    @Override
    public Promise<Void> newTimer(Duration duration) {
      addUnlessCancelled(Step.timer());
      return super.newTimer(duration);
    }

    @Override
    public Promise<Void> newTimer(Duration duration, TimerOptions options) {
      addUnlessCancelled(Step.timer());
      return super.newTimer(duration, options);
    }

    @Override
    public boolean await(Duration timeout, String reason, Supplier<Boolean> condition) {
      if (!condition.get()) {
        addUnlessCancelled(Step.timer());
      }
      return super.await(timeout, reason, condition);
    }

    @Override
    public <R> R sideEffect(
        Class<R> resultClass, Type resultType, Func<R> effect, SideEffectOptions options) {
      add(Step.sideEffect());
      return super.sideEffect(resultClass, resultType, effect, options);
    }

    @Override
    public void continueAsNew(ContinueAsNewInput input) {
      var type = input.getWorkflowType();
      add(Step.continuation(type != null ? type : Workflow.getInfo().getWorkflowType()));
      super.continueAsNew(input);
    }

    @Override
    public void upsertSearchAttributes(Map<String, ?> attributes) {
      add(Step.searchAttributes());
      super.upsertSearchAttributes(attributes);
    }

    @Override
    public void upsertTypedSearchAttributes(SearchAttributeUpdate<?>... updates) {
      add(Step.searchAttributes());
      super.upsertTypedSearchAttributes(updates);
    }
  }
}
