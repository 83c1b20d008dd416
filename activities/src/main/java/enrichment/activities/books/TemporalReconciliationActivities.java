package enrichment.activities.books;

import enrichment.domain.OpenEnrichment;
import enrichment.domain.Redelivery;
import enrichment.domain.Unfinished;
import enrichment.store.enrichments.Cancellations;
import enrichment.store.enrichments.UnfinishedEnrichments;
import enrichment.store.enrichments.UnfinishedEnrichments.Key;
import enrichment.store.sql.Database;
import enrichment.store.webhooks.Redeliveries;
import enrichment.temporal.EnrichmentWorkflows;
import enrichment.temporal.RedeliveryWorkflows;
import enrichment.temporal.RunningWorkflows;
import enrichment.workflows.maintenance.ReconciliationActivities;
import enrichment.workflows.maintenance.RestartInput;
import enrichment.workflows.maintenance.RestartPage;
import enrichment.workflows.webhooks.WebhookRedeliveryWorkflow;
import io.grpc.Status;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowServiceException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares what PostgreSQL says with what Temporal knows. */
public final class TemporalReconciliationActivities implements ReconciliationActivities {

  private static final Logger LOG = LoggerFactory.getLogger(TemporalReconciliationActivities.class);

  /** One call lists those of a page that run. */
  private static final int PAGE = 500;

  /** A page of them; each has the messages of a batch at most. */
  private static final int REDELIVERIES = 100;

  /** So often a list is not believed: each enrichment is asked itself once in so many turns. */
  private static final int TURNS = 12;

  private static final Duration TURN = Duration.ofMinutes(5);

  private final UnfinishedEnrichments unfinished;
  private final Redeliveries redeliveries;
  private final Cancellations cancellations;
  private final EnrichmentWorkflows enrichmentWorkflows;
  private final RedeliveryWorkflows redeliveryWorkflows;
  private final RunningWorkflows running;
  private final Clock clock;
  private final int page;

  public TemporalReconciliationActivities(Database database, WorkflowClient temporal) {
    this(database, temporal, Clock.systemUTC(), PAGE);
  }

  TemporalReconciliationActivities(
      Database database, WorkflowClient temporal, Clock clock, int page) {
    this.unfinished = new UnfinishedEnrichments(database);
    this.redeliveries = new Redeliveries(database);
    this.cancellations = new Cancellations(database);
    this.enrichmentWorkflows = new EnrichmentWorkflows(temporal);
    this.redeliveryWorkflows = new RedeliveryWorkflows(temporal);
    this.running = new RunningWorkflows(temporal);
    this.clock = clock;
    this.page = page;
  }

  @Override
  public RestartPage restartEnrichments(RestartInput input) {
    var keys = unfinished.page(input.why(), input.after(), page);
    var lost = keys.isEmpty() ? List.<UUID>of() : lost(keys);
    var started = 0;
    for (var enrichment : unfinished.read(lost)) {
      stillAlive();
      started += isStarted(enrichment, input.why()) ? 1 : 0;
    }
    return new RestartPage(started, keys.size() < page ? null : keys.getLast().place());
  }

  /** One that Temporal refuses must not keep the others from being started. */
  private boolean isStarted(OpenEnrichment enrichment, Unfinished why) {
    try {
      enrichmentWorkflows.start(enrichment);
    } catch (WorkflowServiceException e) {
      var code = Status.fromThrowable(e).getCode();
      if (code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED) {
        throw e;
      }
      LOG.atWarn()
          .addKeyValue("enrichment_id", enrichment.enrichmentId())
          .addKeyValue("code", code)
          .log("enrichment.restart.failed");
      return false;
    }
    LOG.atInfo()
        .addKeyValue("enrichment_id", enrichment.enrichmentId())
        .addKeyValue("why", why)
        .log("enrichment.restarted");
    return true;
  }

  private List<UUID> lost(List<Key> keys) {
    var listed =
        running.listed(keys.stream().map(TemporalReconciliationActivities::workflowId).toList());
    return keys.stream()
        .filter(key -> !listed.contains(workflowId(key)) || isItsTurn(key))
        .filter(key -> !isRunning(workflowId(key)))
        .map(Key::enrichmentId)
        .toList();
  }

  private boolean isItsTurn(Key key) {
    var turn = clock.millis() / TURN.toMillis();
    return Math.floorMod(key.enrichmentId().hashCode() - turn, TURNS) == 0;
  }

  private static String workflowId(Key key) {
    return EnrichmentWorkflows.workflowId(key.kind(), key.enrichmentId());
  }

  private boolean isRunning(String workflowId) {
    stillAlive();
    return running.isRunning(workflowId);
  }

  @Override
  public int restartRedeliveries() {
    var restarted = 0;
    var page = redeliveries.unfinished(null, REDELIVERIES);
    while (!page.isEmpty()) {
      var lost = page.stream().filter(this::isLost).toList();
      lost.forEach(this::restart);
      restarted += lost.size();
      page = redeliveries.unfinished(page.getLast().redeliveryId(), REDELIVERIES);
    }
    return restarted;
  }

  private boolean isLost(Redelivery redelivery) {
    return !isRunning(WebhookRedeliveryWorkflow.workflowId(redelivery.redeliveryId()));
  }

  private void restart(Redelivery redelivery) {
    redeliveryWorkflows.start(redelivery);
    LOG.atInfo()
        .addKeyValue("redelivery_id", redelivery.redeliveryId())
        .log("webhook.redelivery.restarted");
    stillAlive();
  }

  @Override
  public int cancelUntold() {
    var untold =
        cancellations.unfinished().stream()
            .filter(
                enrichment -> {
                  stillAlive();
                  return running.isUntoldToCancel(
                      EnrichmentWorkflows.workflowId(enrichment.kind(), enrichment.enrichmentId()));
                })
            .toList();
    untold.forEach(enrichmentWorkflows::cancel);
    return untold.size();
  }

  /** Each call to Temporal may take a while. */
  private static void stillAlive() {
    Activity.getExecutionContext().heartbeat(null);
  }
}
