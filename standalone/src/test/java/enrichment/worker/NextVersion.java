package enrichment.worker;

import enrichment.domain.Admission;
import enrichment.domain.EnrichmentTotals;
import enrichment.workflows.BulkEnrichmentInput;
import enrichment.workflows.BulkEnrichmentProgress;
import enrichment.workflows.BulkEnrichmentWorkflow;
import enrichment.workflows.BulkEnrichmentWorkflowImpl;
import enrichment.workflows.ContactEnrichmentInput;
import enrichment.workflows.ContactEnrichmentResult;
import enrichment.workflows.ContactEnrichmentWorkflow;
import enrichment.workflows.ContactEnrichmentWorkflowImpl;
import io.temporal.common.VersioningBehavior;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowVersioningBehavior;
import java.time.Duration;
import java.util.List;

/** A worker of a version to come, whose workflows do something more than those of this one. */
public final class NextVersion {

  public static final List<Class<?>> WORKFLOWS = List.of(Batches.class, Contacts.class);

  private static final Duration A_MOMENT = Duration.ofMillis(10);

  /** Batches outlive a deploy, so runs that began before it go on in the old way. */
  public static final class Batches implements BulkEnrichmentWorkflow {

    private final BulkEnrichmentWorkflow asBefore = new BulkEnrichmentWorkflowImpl();

    @Override
    @WorkflowVersioningBehavior(VersioningBehavior.AUTO_UPGRADE)
    public EnrichmentTotals enrichAll(BulkEnrichmentInput input) {
      if (Workflow.getVersion("waits-a-moment", Workflow.DEFAULT_VERSION, 1) == 1) {
        Workflow.sleep(A_MOMENT);
      }
      return asBefore.enrichAll(input);
    }

    @Override
    public Admission admission() {
      return asBefore.admission();
    }

    @Override
    public void contactSettled(int position) {
      asBefore.contactSettled(position);
    }

    @Override
    public BulkEnrichmentProgress progress() {
      return asBefore.progress();
    }
  }

  /** Changed without a thought for runs of the version before: those are pinned to that. */
  public static final class Contacts implements ContactEnrichmentWorkflow {

    private final ContactEnrichmentWorkflow asBefore = new ContactEnrichmentWorkflowImpl();

    @Override
    @WorkflowVersioningBehavior(VersioningBehavior.PINNED)
    public ContactEnrichmentResult enrich(ContactEnrichmentInput input) {
      Workflow.sleep(A_MOMENT);
      return asBefore.enrich(input);
    }

    @Override
    public Admission admission() {
      return asBefore.admission();
    }
  }

  private NextVersion() {}

  public static void main(String[] arguments) {
    var config = WorkerConfig.read(System.getenv());
    Main.start(
        config, System.getenv(), new Release(config.version(), Batches.class, Contacts.class));
  }
}
