package enrichment.providers.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a vendor that answers later is asked again.
 *
 * @param ticket over the answer to the submission
 * @param pending over the answer to a later request; null: status 202 says so
 * @param atMost how long after the submission that makes sense
 */
record Polling(
    Jq ticket, RequestTemplate request, @Nullable Jq pending, Duration every, Duration atMost) {}
