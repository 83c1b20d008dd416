package enrichment.activities;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import enrichment.domain.ContactDocument;
import enrichment.domain.ContactKey;
import enrichment.store.Deliveries;
import enrichment.store.Deliveries.State;
import enrichment.store.WebhookMessage;
import enrichment.workflows.FailureTypes;
import enrichment.workflows.WebhookActivities;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers results over HTTP: any 2xx is success, 410 stops for good, everything else is tried
 * again on the {@link DeliverySchedule}.
 */
public final class HttpWebhookActivities implements WebhookActivities {

  private static final Logger LOG = LoggerFactory.getLogger(HttpWebhookActivities.class);
  private static final ObjectWriter JSON =
      JsonMapper.builder().build().writerFor(ContactDocument.class);

  /** Clocks differ, and timers are not exact. */
  private static final Duration EARLY = Duration.ofSeconds(2);

  private final Deliveries deliveries;
  private final WebhookClient client;
  private final DeliverySchedule schedule;
  private final Clock clock;

  public HttpWebhookActivities(Deliveries deliveries, WebhookClient client) {
    this(deliveries, client, new DeliverySchedule(new SecureRandom()), Clock.systemUTC());
  }

  HttpWebhookActivities(
      Deliveries deliveries, WebhookClient client, DeliverySchedule schedule, Clock clock) {
    this.deliveries = deliveries;
    this.client = client;
    this.schedule = schedule;
    this.clock = clock;
  }

  @Override
  public void postWebhook(ContactKey contact) {
    var message = deliveries.find(contact).filter(WebhookMessage::pending);
    message.ifPresent(pending -> attemptWhenDue(contact, pending));
  }

  /** A workflow that was started again comes early: the schedule is the database's. */
  private void attemptWhenDue(ContactKey contact, WebhookMessage message) {
    if (message.dueIn().compareTo(EARLY) > 0) {
      throw notDelivered("Not due yet", message.dueIn());
    }
    attempt(contact, message);
  }

  private void attempt(ContactKey contact, WebhookMessage message) {
    try {
      var body = body(message);
      var reply = client.post(message.url(), body, headers(message, body));
      if (reply.isDelivered()) {
        deliveries.recordAttempt(contact, State.DELIVERED, reply.status(), null, null);
      } else {
        throw refused(contact, message, reply);
      }
    } catch (IOException e) {
      throw unanswered(contact, message, e);
    }
  }

  private ApplicationFailure refused(
      ContactKey contact, WebhookMessage message, WebhookReply reply) {
    var reason = "The receiver answered " + reply.status();
    var delay =
        schedule
            .delayAfter(message.attempts() + 1)
            .map(scheduled -> reply.wait(clock.instant()).orElse(scheduled));
    var state = reply.isGone() ? State.GONE : stateBefore(delay);
    deliveries.recordAttempt(contact, state, reply.status(), null, delay.orElse(null));
    return failure(contact, message, state, delay, reason);
  }

  private ApplicationFailure unanswered(
      ContactKey contact, WebhookMessage message, IOException cause) {
    // The class alone: messages of exceptions quote hosts and addresses.
    var error = cause.getClass().getSimpleName();
    var delay = schedule.delayAfter(message.attempts() + 1);
    var state = stateBefore(delay);
    deliveries.recordAttempt(contact, state, null, error, delay.orElse(null));
    return failure(contact, message, state, delay, "No answer: " + error);
  }

  private static State stateBefore(Optional<Duration> nextAttempt) {
    return nextAttempt.isPresent() ? State.PENDING : State.EXHAUSTED;
  }

  private static ApplicationFailure failure(
      ContactKey contact,
      WebhookMessage message,
      State state,
      Optional<Duration> delay,
      String reason) {
    LOG.atInfo()
        .addKeyValue("enrichment_id", contact.enrichmentId())
        .addKeyValue("position", contact.position())
        .addKeyValue("attempt", message.attempts() + 1)
        .addKeyValue("reason", reason)
        .log("webhook.attempt.failed");
    return switch (state) {
      case GONE -> ApplicationFailure.newNonRetryableFailure(reason, FailureTypes.WEBHOOK_GONE);
      case EXHAUSTED ->
          ApplicationFailure.newNonRetryableFailure(reason, FailureTypes.WEBHOOK_EXHAUSTED);
      default -> notDelivered(reason, delay.orElseThrow());
    };
  }

  private static ApplicationFailure notDelivered(String reason, Duration nextAttempt) {
    return ApplicationFailure.newBuilder()
        .setMessage(reason)
        .setType(FailureTypes.WEBHOOK_NOT_DELIVERED)
        .setNextRetryDelay(nextAttempt)
        // Expected: no reason for a warning with a stack trace.
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }

  /** The headers of the Standard Webhooks specification. */
  private Map<String, String> headers(WebhookMessage message, byte[] body) {
    var id = message.messageId();
    var timestamp = clock.instant().getEpochSecond();
    return Map.of(
        "webhook-id", id,
        "webhook-timestamp", Long.toString(timestamp),
        "webhook-signature", WebhookSignature.sign(id, timestamp, body, message.secrets()));
  }

  private static byte[] body(WebhookMessage message) {
    try {
      return JSON.writeValueAsBytes(message.contact());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A contact is always JSON", e);
    }
  }
}
