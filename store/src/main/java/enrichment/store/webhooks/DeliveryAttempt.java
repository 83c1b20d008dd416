package enrichment.store.webhooks;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One POST, and what came back.
 *
 * @param status the HTTP status of the answer; absent when there was none
 * @param error what kind of failure there was instead; never the receiver's words
 * @param responseBody the beginning of the answer's body
 */
public record DeliveryAttempt(
    Instant attemptedAt,
    Duration took,
    @Nullable Integer status,
    @Nullable String error,
    @Nullable String responseBody) {

  /** Keeps the receiver's words out of logs. */
  @Override
  public String toString() {
    return "DeliveryAttempt[status=%s, error=%s]".formatted(status, error);
  }
}
