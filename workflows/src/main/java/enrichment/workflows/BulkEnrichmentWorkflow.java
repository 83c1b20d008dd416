package enrichment.workflows;

import enrichment.domain.EnrichmentTotals;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.UUID;

/** Enriches a batch: admits it as a whole, then runs one {@link ContactEnrichmentWorkflow} each. */
@WorkflowInterface
public interface BulkEnrichmentWorkflow extends AdmissionUpdate {

  /**
   * @return how the contacts ended; {@link EnrichmentTotals#NONE} when the batch was not admitted
   */
  @WorkflowMethod
  EnrichmentTotals enrichAll(BulkEnrichmentInput input);

  /** A contact has ended. Sent where the plan has a message for when all of them have. */
  @SignalMethod
  void contactSettled(int position);

  @QueryMethod
  BulkEnrichmentProgress progress();

  static String workflowId(UUID enrichmentId) {
    return "bulk-enrichment/" + enrichmentId;
  }
}
