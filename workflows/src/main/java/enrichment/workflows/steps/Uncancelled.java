package enrichment.workflows.steps;

import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Workflow;

/** Steps that are finished once begun, also in a workflow that is being cancelled. */
public final class Uncancelled {

  public static <T> T call(Func<T> step) {
    var result = Workflow.<T>newPromise();
    Workflow.newDetachedCancellationScope(() -> result.complete(step.apply())).run();
    return result.get();
  }

  public static void run(Runnable step) {
    Workflow.newDetachedCancellationScope(step).run();
  }

  private Uncancelled() {}
}
