package enrichment.api.temporal;

import enrichment.api.http.TimeLimit;
import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/** Calls to Temporal whose outcome somebody waits for. */
final class TemporalCalls {

  /**
   * The SDK retries and polls for longer than a request can wait. The limit ends the wait, and
   * leaving the context ends the calls that are still under way then.
   *
   * @throws TimeoutException when the time is over
   * @throws Exception whatever the calls throw; the interrupted flag is up again if this thread was
   *     interrupted
   */
  static <T> T within(Duration limit, Callable<T> calls) throws Exception {
    try (var context = Context.current().withCancellation()) {
      return TimeLimit.call(limit, context.wrap(calls));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw e;
    }
  }

  private TemporalCalls() {}
}
