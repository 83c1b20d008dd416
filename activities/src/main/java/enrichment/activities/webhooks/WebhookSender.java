package enrichment.activities.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import enrichment.domain.WebhookDocument;
import enrichment.store.accounts.WebhookSecret;
import enrichment.store.webhooks.DeliveryAttempt;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signs messages and sends them, once each. */
final class WebhookSender {

  private static final ObjectWriter JSON = JsonMapper.builder().build().writer();

  private final WebhookClient client;
  private final InstantSource clock;

  WebhookSender(WebhookClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param retryAfter how long the receiver asks to be left alone, if it does
   */
  record Sent(DeliveryAttempt attempt, Verdict verdict, Optional<Duration> retryAfter) {

    /** In a few words, none of them the receiver's. */
    String reason() {
      return attempt.status() == null
          ? "No answer: " + attempt.error()
          : "The receiver answered " + attempt.status();
    }
  }

  Sent send(String url, String webhookId, WebhookDocument document, List<WebhookSecret> secrets) {
    var attemptedAt = clock.instant();
    var began = System.nanoTime();
    try {
      var body = JSON.writeValueAsBytes(document);
      var timestamp = attemptedAt.getEpochSecond();
      var reply = client.post(url, body, headers(webhookId, timestamp, body, secrets));
      return new Sent(
          new DeliveryAttempt(attemptedAt, since(began), reply.status(), null, reply.body()),
          Verdict.of(reply.status()),
          reply.wait(clock.instant()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A webhook's document is always JSON", e);
    } catch (IOException e) {
      var error = AttemptError.of(e).code();
      return new Sent(
          new DeliveryAttempt(attemptedAt, since(began), null, error, null),
          Verdict.DOWN,
          Optional.empty());
    }
  }

  /** The headers of the Standard Webhooks specification. */
  private static Map<String, String> headers(
      String webhookId, long timestamp, byte[] body, List<WebhookSecret> secrets) {
    return Map.of(
        "webhook-id", webhookId,
        "webhook-timestamp", Long.toString(timestamp),
        "webhook-signature", WebhookSignature.sign(webhookId, timestamp, body, secrets));
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
