package enrichment.worker;

import enrichment.temporal.ServerFairness;
import enrichment.workflows.steps.TaskQueues;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once when accounts may have to wait for one another: at the start, or else as soon as
 * anything has queued up, since a server does not tell before.
 */
final class FairnessNotice implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FairnessNotice.class);

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final WorkflowClient client;
  private final Thread asking;

  private FairnessNotice(WorkflowClient client) {
    this.client = client;
    this.asking = Thread.ofVirtual().name("fairness").unstarted(this::ask);
  }

  static FairnessNotice start(WorkflowClient client) {
    var notice = new FairnessNotice(client);
    notice.asking.start();
    return notice;
  }

  private void ask() {
    try {
      while (!isTold(ServerFairness.of(client, TaskQueues.ENRICHMENT))) {
        Thread.sleep(INTERVAL);
      }
    } catch (InterruptedException e) {
      // The worker is closed.
    }
  }

  private static boolean isTold(ServerFairness fairness) {
    switch (fairness) {
      case UNDECIDED -> {
        return false;
      }
      case ON -> LOG.debug("temporal.fairness.on");
      case OFF ->
          LOG.atWarn()
              .addKeyValue("consequence", "an account waits for all that others queued before")
              .addKeyValue("remedy", "matching.enableFairness in the server's dynamic config")
              .log("temporal.fairness.off");
      case UNKNOWN ->
          LOG.atInfo()
              .addKeyValue("reason", "the server does not say whether its task queues are fair")
              .log("temporal.fairness.unknown");
    }
    return true;
  }

  @Override
  public void close() {
    asking.interrupt();
  }
}
