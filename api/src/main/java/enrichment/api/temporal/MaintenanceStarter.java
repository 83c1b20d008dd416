package enrichment.api.temporal;

import enrichment.api.http.SafeTrace;
import enrichment.temporal.MaintenanceWorkflows;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has done now what schedules do, and not only when they come to it. */
public final class MaintenanceStarter {

  private static final Logger LOG = LoggerFactory.getLogger(MaintenanceStarter.class);

  private static final Duration START_TIMEOUT = Duration.ofSeconds(7);

  private final MaintenanceWorkflows workflows;

  public MaintenanceStarter(MaintenanceWorkflows workflows) {
    this.workflows = workflows;
  }

  /**
   * Purges results whose time is over.
   *
   * @return whether that is under way
   */
  public boolean purge() {
    return start(workflows::purge, "retention.start.failed");
  }

  /**
   * Starts again what Temporal has lost.
   *
   * @return whether that is under way
   */
  public boolean reconcile() {
    return start(workflows::reconcile, "reconciliation.start.failed");
  }

  private static boolean start(Runnable workflow, String failure) {
    try {
      TemporalCalls.within(START_TIMEOUT, Executors.callable(workflow));
      return true;
    } catch (Exception e) {
      LOG.atWarn().addKeyValue("exception", SafeTrace.rootCauseOf(e)).log(failure);
      return false;
    }
  }
}
