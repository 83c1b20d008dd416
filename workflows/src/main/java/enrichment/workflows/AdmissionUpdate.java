package enrichment.workflows;

import enrichment.domain.Admission;
import io.temporal.workflow.UpdateMethod;

/** The question that every enrichment answers first: is it going to run? */
public interface AdmissionUpdate {

  /** Waits for the decision. Sent with the start of the workflow, so that one call does both. */
  @UpdateMethod
  Admission admission();
}
