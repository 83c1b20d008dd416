package enrichment.activities.lookups;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Heartbeats to Temporal. The first comes when three quarters of the heartbeat timeout are over:
 * lookups that end before, as they do unless the database is away, cost no call. It is not the
 * activity's own thread that says so, since that waits for the database.
 */
final class TemporalHeartbeats implements Heartbeats {

  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private static ScheduledThreadPoolExecutor timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("lookup-heartbeats").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  @Override
  public Beating begin() {
    var activity = Activity.getExecutionContext();
    var timeout = activity.getInfo().getHeartbeatTimeout().toMillis();
    if (timeout == 0) {
      // It was scheduled by an earlier version.
      return () -> {};
    }
    // The SDK sends no more of them than are needed.
    var beats =
        TIMER.scheduleAtFixedRate(
            () -> Thread.startVirtualThread(() -> beat(activity)),
            timeout * 3 / 4,
            timeout / 8,
            TimeUnit.MILLISECONDS);
    return () -> beats.cancel(false);
  }

  /** A lookup that is cancelled, or given up on, goes on: what it finds is paid for. */
  private static void beat(ActivityExecutionContext activity) {
    try {
      activity.heartbeat(null);
    } catch (RuntimeException e) {
      // The SDK tries again by itself where Temporal could not be reached.
    }
  }
}
