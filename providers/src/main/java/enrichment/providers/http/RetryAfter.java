package enrichment.providers.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** {@code Retry-After}, in seconds or as a date (RFC 9110, 10.2.3). */
final class RetryAfter {

  private static final Duration LONGEST = Duration.ofHours(24);

  /** At most a day; null where it says nothing, or nothing that lies ahead. */
  static @Nullable Duration parse(@Nullable String header, Instant now) {
    return Optional.ofNullable(header)
        .flatMap(text -> duration(text.strip(), now))
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait)
        .orElse(null);
  }

  private static Optional<Duration> duration(String text, Instant now) {
    if (text.matches("[0-9]+")) {
      return Optional.of(text.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(text)));
    }
    return Optional.ofNullable(DateUtils.parseStandardDate(text))
        .map(date -> Duration.between(now, date));
  }

  private RetryAfter() {}
}
