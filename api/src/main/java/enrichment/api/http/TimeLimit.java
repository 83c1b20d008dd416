package enrichment.api.http;

import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Bounds calls that have no limit of their own, or one that does not hold in every case. */
public final class TimeLimit {

  /**
   * Runs the task on a virtual thread, which is interrupted when the time is over.
   *
   * @throws TimeoutException when the time is over
   * @throws Exception whatever the task throws
   */
  public static <T> T call(Duration limit, Callable<T> task) throws Exception {
    // The trace goes on there.
    var future = new FutureTask<>(Context.current().wrap(task));
    Thread.ofVirtual().start(future);
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      future.cancel(true);
    }
  }

  private TimeLimit() {}
}
