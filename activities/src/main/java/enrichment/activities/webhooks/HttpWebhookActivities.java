package enrichment.activities.webhooks;

import enrichment.activities.Known;
import enrichment.activities.ReceiverGate;
import enrichment.activities.webhooks.WebhookSender.Sent;
import enrichment.domain.ContactKey;
import enrichment.store.webhooks.Deliveries;
import enrichment.store.webhooks.DeliveryState;
import enrichment.store.webhooks.SampleMessage;
import enrichment.store.webhooks.WebhookMessage;
import enrichment.store.webhooks.WebhookTests;
import enrichment.workflows.steps.FailureTypes;
import enrichment.workflows.webhooks.RedeliveryStep;
import enrichment.workflows.webhooks.WebhookActivities;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers results over HTTP: any 2xx is success, 410 stops for good, everything else is tried
 * again on the {@link DeliverySchedule}. A message that has to wait, for its time or for its
 * receiver, does so in Temporal and holds nothing here.
 */
public final class HttpWebhookActivities implements WebhookActivities {

  private static final Logger LOG = LoggerFactory.getLogger(HttpWebhookActivities.class);

  /** Clocks differ, and timers are not exact. */
  private static final Duration EARLY = Duration.ofSeconds(2);

  /** The longest that a probe of a receiver takes. */
  private static final Duration PROBE = WebhookClient.DEADLINE.plusSeconds(5);

  private final Deliveries deliveries;
  private final WebhookTests tests;
  private final WebhookSender sender;
  private final ReceiverGate gate;
  private final DeliverySchedule schedule;
  private final WebhookMetrics metrics;

  /**
   * @param postsPerHost how many POSTs to one host may be under way at a time
   * @param metrics where what is sent is counted
   */
  public HttpWebhookActivities(
      Deliveries deliveries,
      WebhookTests tests,
      WebhookClient client,
      int postsPerHost,
      MeterRegistry metrics) {
    this(
        deliveries,
        tests,
        client,
        postsPerHost,
        new SecureRandom(),
        InstantSource.system(),
        metrics);
  }

  HttpWebhookActivities(
      Deliveries deliveries,
      WebhookTests tests,
      WebhookClient client,
      int postsPerHost,
      RandomGenerator random,
      InstantSource clock,
      MeterRegistry metrics) {
    this.deliveries = deliveries;
    this.tests = tests;
    this.sender = new WebhookSender(client, clock);
    this.gate = new ReceiverGate(postsPerHost);
    this.schedule = new DeliverySchedule(random);
    this.metrics = new WebhookMetrics(metrics);
  }

  @Override
  public void postWebhook(ContactKey contact) {
    Known.only(() -> deliveries.find(contact)).ifPresent(message -> deliver(message, null));
  }

  @Override
  public void postFinishedWebhook(UUID enrichmentId) {
    var message = Known.only(() -> deliveries.findFinished(enrichmentId));
    if (message.isEmpty() && deliveries.awaitsContacts(enrichmentId)) {
      throw new IllegalStateException("Some contacts are not final");
    }
    message.ifPresent(found -> deliver(found, null));
  }

  @Override
  public void repostWebhook(RedeliveryStep step) {
    Known.only(() -> deliveries.find(step.messageId()))
        .ifPresent(message -> deliver(message, step.redeliveryId()));
  }

  @Override
  public void postSampleWebhook(UUID testId) {
    tests.find(testId).ifPresent(this::sendSample);
  }

  /** Not at all when the host has its hands full. */
  private void sendSample(SampleMessage sample) {
    gate.enter(host(sample.url()))
        .ifPresent(
            passage -> {
              try (passage) {
                var sent =
                    sender.send(
                        sample.url(), sample.webhookId(), SampleDocument.CONTACT, sample.secrets());
                var delivered = sent.verdict() == Verdict.DELIVERED;
                tests.record(sample.testId(), sent.attempt(), delivered);
              }
            });
  }

  /**
   * @param redeliveryId on whose behalf; null on that of the message's own workflow
   */
  private void deliver(WebhookMessage message, @Nullable UUID redeliveryId) {
    switch (message.state()) {
      case DELIVERED -> {}
      case GONE -> throw gone("The receiver wants no more messages at this URL");
      case EXHAUSTED -> throw exhausted("The last attempt has failed");
      case PENDING -> {
        if (!Objects.equals(message.redeliveryId(), redeliveryId)) {
          throw ended("It is being delivered again", FailureTypes.WEBHOOK_SUPERSEDED);
        }
        deliverPending(message);
      }
    }
  }

  private void deliverPending(WebhookMessage message) {
    if (message.paused()) {
      giveUp(message, DeliveryState.GONE);
      throw gone("The receiver has said that it wants no more messages at this URL");
    }
    // A workflow that was started again comes early: the schedule is the database's.
    if (message.dueIn().compareTo(EARLY) > 0) {
      throw later("Not due yet", message.dueIn());
    }
    // Before the probe: it would be lost on a message that is not let through.
    var host = host(message.origin());
    var passage = gate.enter(host).orElseThrow(() -> hostIsBusy(host));
    try (passage) {
      passCircuit(message, host);
      attempt(message);
    }
  }

  private ApplicationFailure hostIsBusy(String host) {
    metrics.waited(WebhookMetrics.Wait.HOST);
    return later("As many as may be are under way", gate.nextTurn(host));
  }

  private static String host(String url) {
    return URI.create(url).getHost();
  }

  private void passCircuit(WebhookMessage message, String host) {
    var circuit = message.circuit();
    if (!circuit.open() || (circuit.probeIn().isZero() && deliveries.claimProbe(message, PROBE))) {
      return;
    }
    if (message.overdue()) {
      giveUp(message, DeliveryState.EXHAUSTED);
      throw exhausted("The receiver has not been answering for days");
    }
    metrics.waited(WebhookMetrics.Wait.CIRCUIT);
    var probeIn = circuit.probeIn().isZero() ? PROBE : circuit.probeIn();
    throw later(
        "The receiver does not answer; one message at a time probes it",
        gate.nextProbe(host, probeIn));
  }

  private void giveUp(WebhookMessage message, DeliveryState state) {
    deliveries.giveUp(message, state);
    metrics.ended(state);
  }

  private void attempt(WebhookMessage message) {
    var sent =
        sender.send(message.url(), message.webhookId(), message.document(), message.secrets());
    metrics.attempted(sent.attempt());
    var delay = nextAttempt(message, sent);
    var state =
        switch (sent.verdict()) {
          case DELIVERED -> DeliveryState.DELIVERED;
          case GONE -> DeliveryState.GONE;
          default -> delay.isPresent() ? DeliveryState.PENDING : DeliveryState.EXHAUSTED;
        };
    deliveries.recordAttempt(
        message, sent.attempt(), state, delay.orElse(null), sent.verdict().receiverIsUp());
    metrics.ended(state);
    if (state != DeliveryState.DELIVERED) {
      logFailure(message, sent);
    }
    switch (state) {
      case DELIVERED -> {}
      case GONE -> throw gone(sent.reason());
      case EXHAUSTED -> throw exhausted(sent.reason());
      case PENDING -> throw later(sent.reason(), delay.orElseThrow());
    }
  }

  private Optional<Duration> nextAttempt(WebhookMessage message, Sent sent) {
    return switch (sent.verdict()) {
      case DELIVERED, GONE -> Optional.empty();
      case BUSY, REFUSED, DOWN ->
          schedule
              .delayAfter(message.attempts() + 1)
              .map(scheduled -> prolonged(scheduled, sent.retryAfter()));
    };
  }

  /**
   * What a receiver asks for prolongs a delay and shortens none: one that asks for a second each
   * time would else use up all attempts within seconds.
   */
  private static Duration prolonged(Duration scheduled, Optional<Duration> retryAfter) {
    return retryAfter.filter(asked -> asked.compareTo(scheduled) > 0).orElse(scheduled);
  }

  private static void logFailure(WebhookMessage message, Sent sent) {
    LOG.atInfo()
        .addKeyValue("message_id", message.messageId())
        .addKeyValue("attempt", message.attempts() + 1)
        .addKeyValue("reason", sent.reason())
        .log("webhook.attempt.failed");
  }

  private static ApplicationFailure gone(String reason) {
    return ended(reason, FailureTypes.WEBHOOK_GONE);
  }

  private static ApplicationFailure exhausted(String reason) {
    return ended(reason, FailureTypes.WEBHOOK_EXHAUSTED);
  }

  private static ApplicationFailure ended(String reason, String type) {
    return expected(reason, type).setNonRetryable(true).build();
  }

  private static ApplicationFailure later(String reason, Duration delay) {
    return expected(reason, FailureTypes.WEBHOOK_NOT_DELIVERED).setNextRetryDelay(delay).build();
  }

  /** No reason for a warning with a stack trace. */
  private static ApplicationFailure.Builder expected(String reason, String type) {
    return ApplicationFailure.newBuilder()
        .setMessage(reason)
        .setType(type)
        .setCategory(ApplicationErrorCategory.BENIGN);
  }
}
