package enrichment.worker;

import enrichment.temporal.MaintenanceWorkflows;
import enrichment.workflows.maintenance.ReconciliationInput;
import enrichment.workflows.maintenance.ReconciliationWorkflow;
import enrichment.workflows.maintenance.RetentionInput;
import enrichment.workflows.maintenance.RetentionWorkflow;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has maintenance done by schedules of Temporal's, and looks every half minute whether they are
 * there. Where one is not, Temporal is new, or has lost what it knew: then what PostgreSQL has
 * under way is started again at once. A server that has no schedules has maintenance started by
 * this process instead. Whatever goes wrong here keeps no worker from its work.
 */
final class Maintenance implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final Duration PURGE = Duration.ofDays(1);
  private static final Duration RECONCILE = Duration.ofMinutes(5);

  private final WorkflowClient client;
  private final MaintenanceTask reconciliation;
  private final List<MaintenanceTask> tasks;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("maintenance").factory());

  private Maintenance(WorkflowClient client, Duration reconcile) {
    var workflows = new MaintenanceWorkflows(client);
    this.client = client;
    this.reconciliation =
        new MaintenanceTask(
            ReconciliationWorkflow.SCHEDULE_ID,
            ReconciliationWorkflow.class,
            ReconciliationInput.FIRST,
            reconcile,
            workflows::reconcile);
    var retention =
        new MaintenanceTask(
            RetentionWorkflow.SCHEDULE_ID,
            RetentionWorkflow.class,
            RetentionInput.FIRST,
            PURGE,
            workflows::purge);
    this.tasks = List.of(reconciliation, retention);
  }

  /** Schedules are there when this returns, if Temporal can be reached. */
  static Maintenance start(WorkflowClient client) {
    return start(client, LOOK, RECONCILE);
  }

  static Maintenance start(WorkflowClient client, Duration look, Duration reconcile) {
    var maintenance = new Maintenance(client, reconcile);
    // Whatever happened while no worker was there.
    maintenance.reconciliation.setDue();
    maintenance.look();
    maintenance.scheduler.scheduleWithFixedDelay(
        maintenance::look, look.toMillis(), look.toMillis(), TimeUnit.MILLISECONDS);
    return maintenance;
  }

  private void look() {
    try {
      var schedules = new MaintenanceSchedules(client);
      for (var task : tasks) {
        look(schedules, task);
      }
      for (var task : tasks) {
        task.startIfDue();
      }
    } catch (RuntimeException e) {
      // What is thrown from here would end the looking; the next time may well succeed.
      LOG.atWarn().addKeyValue("exception", e.getClass().getName()).log("maintenance.failed");
    }
  }

  private void look(MaintenanceSchedules schedules, MaintenanceTask task) {
    switch (schedules.ensure(task)) {
      case CREATED -> {
        LOG.atInfo().addKeyValue("schedule", task.id()).log("maintenance.schedule.created");
        reconciliation.setDue();
      }
      case KNOWN -> {}
      case UNSUPPORTED -> task.setDueByItself();
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
