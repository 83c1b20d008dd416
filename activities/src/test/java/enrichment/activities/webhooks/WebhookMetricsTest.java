package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookMetricsTest {

  private final WebhookFixture webhooks = WebhookFixture.create();

  @AfterEach
  void close() {
    webhooks.close();
  }

  @Test
  void countsAttemptsByWhatCameBackAndMessagesByHowTheyEnd() throws IOException {
    try (var broken = StubReceiver.start(StubReceiver.status(503));
        var well = StubReceiver.start(StubReceiver.status(200))) {
      webhooks.fail(webhooks.settled(broken.url()));
      assertThat(messages("delivered")).isZero();
      webhooks.activities.postWebhook(webhooks.settled(well.url()));
    }
    assertThat(attempts("5xx")).isOne();
    assertThat(attempts("2xx")).isOne();
    assertThat(messages("delivered")).isOne();
    assertThat(webhooks.metrics.get("enrichment.webhook.attempt.duration").timer().count())
        .isEqualTo(2);
  }

  @Test
  void countsMessagesThatAreNotWanted() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(410))) {
      webhooks.fail(webhooks.settled(receiver.url()));
    }
    assertThat(attempts("4xx")).isOne();
    assertThat(messages("gone")).isOne();
    assertThat(messages("exhausted")).isZero();
  }

  @Test
  void countsWhatWaitsForAReceiverThatIsDown() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(500))) {
      webhooks.settled(receiver.url(), 11).forEach(webhooks::fail);
    }
    assertThat(attempts("5xx")).isEqualTo(10);
    assertThat(waits("circuit")).isOne();
    assertThat(waits("host")).isZero();
  }

  private double attempts(String result) {
    return count("attempts", "result", result);
  }

  private double messages(String end) {
    return count("messages", "end", end);
  }

  private double waits(String reason) {
    return count("waits", "reason", reason);
  }

  private double count(String name, String tag, String value) {
    return webhooks.metrics.get("enrichment.webhook." + name).tag(tag, value).counter().count();
  }
}
