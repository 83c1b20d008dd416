package enrichment.worker;

import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Keeps personal data out of histories and logs where an activity fails unexpectedly: messages of
 * exceptions quote the values that caused them, so only their types and places go on. Failures that
 * activities report on purpose are their own words, and pass. An {@link Error} fails the attempt
 * like any other exception; left alone, one in a local activity would leave its workflow waiting.
 */
final class RedactedFailures extends WorkerInterceptorBase {

  private static final int LONGEST_CHAIN = 50;

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public ActivityOutput execute(ActivityInput input) {
        try {
          return super.execute(input);
        } catch (TemporalException reported) {
          throw reported;
        } catch (RuntimeException | Error unexpected) {
          throw redact(unexpected);
        }
      }
    };
  }

  private static ApplicationFailure redact(Throwable unexpected) {
    var root = rootCause(unexpected);
    var message =
        root instanceof SQLException sql ? "SQL state " + sql.getSQLState() : "Unexpected failure";
    var failure = ApplicationFailure.newFailure(message, root.getClass().getName());
    failure.setStackTrace(unexpected.getStackTrace());
    return failure;
  }

  /** The last of a chain that, by mistake, may well be a circle. */
  private static Throwable rootCause(Throwable throwable) {
    return Stream.iterate(throwable, Objects::nonNull, Throwable::getCause)
        .limit(LONGEST_CHAIN)
        .reduce(throwable, (outer, cause) -> cause);
  }
}
