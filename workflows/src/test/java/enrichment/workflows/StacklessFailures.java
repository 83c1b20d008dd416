package enrichment.workflows;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** Failures of fakes: without a stack trace, which would tie recorded histories to a machine. */
final class StacklessFailures {

  static ApplicationFailure retryable(String message, String type) {
    return withoutStack(ApplicationFailure.newFailure(message, type));
  }

  static ApplicationFailure retryableAfter(Duration delay, String message, String type) {
    return withoutStack(
        ApplicationFailure.newBuilder()
            .setMessage(message)
            .setType(type)
            .setNextRetryDelay(delay)
            .build());
  }

  static ApplicationFailure nonRetryable(String message, String type) {
    return withoutStack(ApplicationFailure.newNonRetryableFailure(message, type));
  }

  private static ApplicationFailure withoutStack(ApplicationFailure failure) {
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }

  private StacklessFailures() {}
}
