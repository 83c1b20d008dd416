package enrichment.activities.books;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentType;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.credits.CreditBalance;
import enrichment.store.credits.CreditLedger;
import enrichment.store.enrichments.Cancellations;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.Settlements;
import enrichment.store.sql.Database;
import enrichment.store.webhooks.Redeliveries;
import enrichment.workflows.BulkEnrichmentWorkflow;
import enrichment.workflows.maintenance.ReconciliationInput;
import enrichment.workflows.maintenance.ReconciliationResult;
import enrichment.workflows.maintenance.ReconciliationWorkflow;
import enrichment.workflows.maintenance.ReconciliationWorkflowImpl;
import enrichment.workflows.steps.TaskQueues;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody works at enrichments here, so those that are started stay under way. */
@Timeout(60)
class TemporalReconciliationActivitiesTest {

  /** Smaller than what there is. */
  private static final int PAGE = 2;

  private final Database database = TestDatabase.create();
  private final UUID account = Requests.account(database, 1_000);
  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();

  @BeforeEach
  void start() {
    var worker = temporal.newWorker(TaskQueues.ENRICHMENT);
    worker.registerWorkflowImplementationTypes(ReconciliationWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        new TemporalReconciliationActivities(
            database, temporal.getWorkflowClient(), Clock.systemUTC(), PAGE));
    temporal.start();
  }

  @AfterEach
  void stop() {
    temporal.close();
    database.close();
  }

  @Test
  void startsWhatTemporalDoesNotKnowAndThatOnce() {
    for (var i = 0; i < 5; i++) {
      accepted();
    }
    new Enrichments(database)
        .receive(Requests.enrichment(account, EnrichmentType.EMAIL, 2), Requests.TIME_TO_ADMIT);

    assertThat(reconcile())
        .as("those that are accepted")
        .isEqualTo(new ReconciliationResult(5, 0, 0, 0));
    assertThat(reconcile()).as("they run").isEqualTo(ReconciliationResult.NOTHING);
  }

  @Test
  void startsAgainWhatWasTerminated() {
    var terminated = accepted();
    accepted();
    reconcile();
    temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(workflowId(terminated))
        .terminate("by hand");

    assertThat(reconcile()).isEqualTo(new ReconciliationResult(1, 0, 0, 0));
  }

  @Test
  void leavesWhatIsClosed() {
    new Settlements(database).close(accepted().enrichmentId());

    assertThat(reconcile()).isEqualTo(ReconciliationResult.NOTHING);
  }

  @Test
  void startsRedeliveriesThatTemporalDoesNotKnow() {
    var batch = accepted();
    new Settlements(database)
        .settle(new ContactKey(batch.enrichmentId(), 0), ContactOutcome.FAILED);
    new Settlements(database).close(batch.enrichmentId());
    assertThat(new Redeliveries(database).ofEnrichment(account, batch.enrichmentId())).isPresent();

    assertThat(reconcile()).isEqualTo(new ReconciliationResult(0, 0, 1, 0));
    assertThat(reconcile()).isEqualTo(ReconciliationResult.NOTHING);
  }

  /** The request was written down, and then the process died, or Temporal was away. */
  @Test
  void cancelsWhatTemporalWasNotToldOf() {
    var batch = accepted();
    accepted();
    assertThat(reconcile().restarted()).isEqualTo(2);
    new Cancellations(database).request(account, batch.enrichmentId());

    assertThat(reconcile()).isEqualTo(new ReconciliationResult(0, 1, 0, 0));
  }

  /** Every lookup asks the database, so what is started again finds out, told or not. */
  @Test
  void startsWhatWasLostWithItsCancellationAndTellsItTheNextTime() {
    new Cancellations(database).request(account, accepted().enrichmentId());

    assertThat(reconcile()).isEqualTo(new ReconciliationResult(1, 0, 0, 0));
    assertThat(reconcile()).isEqualTo(new ReconciliationResult(0, 1, 0, 0));
  }

  /** No statement of ours closes books over a hold: see the ledger's rules. */
  @Test
  void givesAHoldWithoutAnOwnerAWorkflowThatEndsIt() {
    var batch = accepted();
    TestDatabase.jdbi(database)
        .useHandle(handle -> handle.execute("update enrichment set closed_at = now()"));
    var ledger = new CreditLedger(database);
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(998, 0));

    assertThat(reconcile()).isEqualTo(new ReconciliationResult(0, 0, 0, 1));
    assertThat(reconcile()).as("it runs").isEqualTo(ReconciliationResult.NOTHING);

    // What is the last step of every workflow.
    new Settlements(database).close(batch.enrichmentId());
    temporal.getWorkflowClient().newUntypedWorkflowStub(workflowId(batch)).terminate("over");
    assertThat(ledger.balance(account)).isEqualTo(new CreditBalance(1_000, 0));
    assertThat(reconcile()).isEqualTo(ReconciliationResult.NOTHING);
  }

  private NewEnrichment accepted() {
    return Requests.accepted(database, account, EnrichmentType.EMAIL, 2);
  }

  private static String workflowId(NewEnrichment enrichment) {
    return BulkEnrichmentWorkflow.workflowId(enrichment.enrichmentId());
  }

  private ReconciliationResult reconcile() {
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(
            ReconciliationWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(ReconciliationWorkflow.MANUAL_WORKFLOW_ID)
                .setTaskQueue(TaskQueues.ENRICHMENT)
                .build())
        .reconcile(ReconciliationInput.FIRST);
  }
}
