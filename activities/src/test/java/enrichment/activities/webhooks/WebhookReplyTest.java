package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookReplyTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void waitsAsLongAsTheReceiverAsks(int status) {
    assertThat(new WebhookReply(status, " 120 ", "").wait(NOW)).contains(Duration.ofMinutes(2));
    assertThat(new WebhookReply(status, "Thu, 01 Jan 2026 13:00:00 GMT", "").wait(NOW))
        .contains(Duration.ofHours(1));
  }

  @Test
  void waitsADayAtMost() {
    assertThat(new WebhookReply(503, "999999999", "").wait(NOW)).contains(Duration.ofHours(24));
    assertThat(new WebhookReply(503, "Fri, 01 Jan 2027 12:00:00 GMT", "").wait(NOW))
        .contains(Duration.ofHours(24));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-5", "soon", "1e3", "Wed, 31 Dec 2025 12:00:00 GMT"})
  void keepsToTheScheduleWhenThatMeansNothing(String retryAfter) {
    assertThat(new WebhookReply(503, retryAfter, "").wait(NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 404, 500, 502})
  void keepsToTheScheduleForOtherAnswers(int status) {
    assertThat(new WebhookReply(status, "120", "").wait(NOW)).isEmpty();
  }
}
