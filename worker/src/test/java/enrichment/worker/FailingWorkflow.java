package enrichment.worker;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Calls {@link FailingActivity} once, and fails as it does. */
@WorkflowInterface
public interface FailingWorkflow {

  enum Place {
    LOCAL,
    REMOTE
  }

  @WorkflowMethod
  void callActivity(Place place) throws Exception;
}
