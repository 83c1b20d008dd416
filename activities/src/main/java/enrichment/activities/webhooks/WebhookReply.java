package enrichment.activities.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver answered.
 *
 * @param status 200 to 999
 * @param retryAfter the header of that name, if there was one
 * @param body an {@link Excerpt} of it
 */
record WebhookReply(int status, @Nullable String retryAfter, String body) {

  private static final Duration LONGEST_WAIT = Duration.ofHours(24);

  /**
   * How long the receiver asks to be left alone, at most a day: {@code Retry-After} in seconds or
   * as a date (RFC 9110, 10.2.3), where it has a meaning.
   */
  Optional<Duration> wait(Instant now) {
    if (retryAfter == null || Verdict.of(status) != Verdict.BUSY) {
      return Optional.empty();
    }
    return parse(retryAfter.strip(), now)
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }

  private static Optional<Duration> parse(String text, Instant now) {
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    return Optional.ofNullable(DateUtils.parseStandardDate(text))
        .map(date -> Duration.between(now, date));
  }
}
