package enrichment.store.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Redelivery;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.EnrichmentSummary;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.Settlements;
import enrichment.store.enrichments.UnfinishedEnrichments;
import enrichment.store.sql.Database;
import enrichment.store.sql.UnknownEnrichmentException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a message when several have to do with it at once. */
class DeliveriesTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final Database database = TestDatabase.create();
  private final Enrichments enrichments = new Enrichments(database);
  private final Deliveries deliveries = new Deliveries(database);
  private final Redeliveries redeliveries = new Redeliveries(database);
  private final DeliveryLog log = new DeliveryLog(database);

  private final UUID account = Requests.account(database, 10);
  private final NewEnrichment enrichment = Requests.enrichment(account, EnrichmentType.EMAIL, 2);
  private final ContactKey contact = new ContactKey(enrichment.enrichmentId(), 1);

  @BeforeEach
  void settle() {
    enrichments.receive(enrichment, Requests.TIME_TO_ADMIT);
    new Admissions(database).admit(enrichment.enrichmentId(), type -> Requests.WATERFALL);
    assertThat(deliveries.find(contact)).isEmpty();
    new Settlements(database).settle(contact, ContactOutcome.NOT_FOUND);
  }

  @Test
  void countsTheAttemptsAndKnowsWhenTheNextIsDue() {
    fail(message(), HOUR);
    assertThat(message().attempts()).isEqualTo(1);
    assertThat(message().dueIn()).isBetween(HOUR.minusMinutes(1), HOUR);
    assertThat(report().nextAttemptAt()).isAfter(Instant.now());
  }

  @Test
  void keepsADeliveredMessageDelivered() {
    var stale = message();
    deliver(message());
    fail(stale, HOUR);
    assertThat(message().state()).isEqualTo(DeliveryState.DELIVERED);
    deliveries.giveUp(stale, DeliveryState.GONE);
    assertThat(message().state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(report().attempted()).isEqualTo(2);
  }

  @Test
  void anAttemptThatATakeoverHasOvertakenChangesNoSchedule() {
    var stale = message();
    redeliver();
    fail(stale, HOUR);
    assertThat(message().attempts()).isZero();
    assertThat(message().dueIn()).isZero();

    exhaust(stale);
    deliveries.giveUp(stale, DeliveryState.GONE);
    assertThat(message().state()).isEqualTo(DeliveryState.PENDING);
    assertThat(report().attempts()).as("but it was made").hasSize(2);
  }

  @Test
  void anAttemptThatATakeoverHasOvertakenMayHaveDelivered() {
    var stale = message();
    redeliver();
    deliver(stale);
    assertThat(message().state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(redeliveries.unfinished(null, 10)).isEmpty();
  }

  @Test
  void aRedeliveryBeginsAnew() {
    for (var i = 0; i < 3; i++) {
      fail(message(), HOUR);
    }
    exhaust(message());
    var redelivery = redeliver();
    assertThat(message().attempts()).isZero();
    assertThat(message().redeliveryId()).isEqualTo(redelivery.redeliveryId());
    assertThat(redeliveries.unfinished(null, 10)).containsExactly(redelivery);
  }

  @Test
  void letsOneProbeThroughAndTheNextWhenItWasLost() {
    for (var i = 0; i < 10; i++) {
      fail(message(), Duration.ZERO);
    }
    execute("update webhook_receiver set open_until = now() - interval '1 s'");
    var first = message();
    var second = message();
    assertThat(first.circuit().open()).isTrue();
    assertThat(deliveries.claimProbe(first, HOUR)).isTrue();
    assertThat(deliveries.claimProbe(second, HOUR)).isFalse();
    assertThat(message().circuit().probeIn()).isGreaterThan(HOUR.minusMinutes(1));

    execute("update webhook_receiver set probe_until = now() - interval '1 s'");
    assertThat(deliveries.claimProbe(second, HOUR)).isTrue();
  }

  @Test
  void whatWasUnderWayWhenTheCircuitOpenedKeepsItOpenNoLonger() {
    var stale = message();
    for (var i = 0; i < 10; i++) {
      fail(message(), Duration.ZERO);
    }
    for (var i = 0; i < 10; i++) {
      fail(stale, Duration.ZERO);
    }
    assertThat(message().circuit().probeIn()).isLessThanOrEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void theMessageAboutTheWholeIsStartedAgainUntilItIsDelivered() {
    execute("update enrichment set webhook_events = '{enrichment.finished}'");
    assertThat(deliveries.findFinished(enrichment.enrichmentId())).isEmpty();
    assertThat(deliveries.awaitsContacts(enrichment.enrichmentId())).isTrue();

    new Settlements(database).close(enrichment.enrichmentId());
    assertThat(new UnfinishedEnrichments(database).count()).isEqualTo(1);
    deliver(deliveries.findFinished(enrichment.enrichmentId()).orElseThrow());
    assertThat(new UnfinishedEnrichments(database).count()).isZero();
    assertThat(summary().webhooksDelivered()).isEqualTo(1);
  }

  @Test
  void goesWithItsEnrichment() {
    execute("update enrichment set webhook_events = '{contact.finished,enrichment.finished}'");
    new Settlements(database).close(enrichment.enrichmentId());
    fail(message(), HOUR);
    execute("delete from enrichment");
    assertThatThrownBy(() -> deliveries.findFinished(enrichment.enrichmentId()))
        .isInstanceOf(UnknownEnrichmentException.class);
    assertThat(redeliveries.ofEnrichment(account, enrichment.enrichmentId())).isEmpty();
  }

  private WebhookMessage message() {
    return deliveries.find(contact).orElseThrow();
  }

  private DeliveryReport report() {
    return log.ofContact(account, message().messageId()).orElseThrow();
  }

  private EnrichmentSummary summary() {
    return enrichments.summary(account, enrichment.enrichmentId()).orElseThrow();
  }

  private Redelivery redeliver() {
    return redeliveries.ofContact(account, message().messageId()).orElseThrow();
  }

  private void deliver(WebhookMessage message) {
    record(message, DeliveryState.DELIVERED, null, true);
  }

  private void fail(WebhookMessage message, Duration nextAttempt) {
    record(message, DeliveryState.PENDING, nextAttempt, false);
  }

  private void exhaust(WebhookMessage message) {
    record(message, DeliveryState.EXHAUSTED, null, false);
  }

  private void record(
      WebhookMessage message, DeliveryState state, @Nullable Duration nextAttempt, boolean up) {
    var attempt = new DeliveryAttempt(Instant.now(), Duration.ZERO, up ? 200 : 500, null, "");
    deliveries.recordAttempt(message, attempt, state, nextAttempt, up);
  }

  private void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }
}
