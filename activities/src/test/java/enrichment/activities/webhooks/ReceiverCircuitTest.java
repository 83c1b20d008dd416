package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.store.webhooks.DeliveryState;
import enrichment.workflows.steps.FailureTypes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A receiver that does not answer costs little, and is found out when it answers again. */
@Timeout(30)
class ReceiverCircuitTest {

  private static final int FAILURES = 10;

  private final WebhookFixture webhooks = WebhookFixture.create();
  private StubReceiver receiver;

  @BeforeEach
  void startReceiver() {
    receiver = StubReceiver.start(StubReceiver.status(500));
  }

  @AfterEach
  void close() throws IOException {
    receiver.close();
    webhooks.close();
  }

  @Test
  void opensAfterTenFailuresInARow() {
    var contacts = webhooks.settled(receiver.url(), FAILURES + 1);
    openCircuit(contacts);

    var waiting = webhooks.fail(contacts.getLast());

    assertThat(receiver.requests()).hasSize(FAILURES);
    assertThat(waiting.getType()).isEqualTo(FailureTypes.WEBHOOK_NOT_DELIVERED);
    assertThat(waiting.getNextRetryDelay())
        .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(31));
    assertThat(webhooks.report(contacts.getLast()).attempted()).isZero();
  }

  @Test
  void staysClosedWhenFailuresAreNotInARow() {
    for (var i = 0; i < 3 * FAILURES; i++) {
      receiver.willAnswer(StubReceiver.status(i % FAILURES == FAILURES - 1 ? 200 : 500));
      webhooks.fail(webhooks.settled(receiver.url()));
    }
    assertThat(receiver.requests()).hasSize(3 * FAILURES);
  }

  @Test
  void staysClosedForAReceiverThatAnswersThoughItRefuses() {
    receiver.willAnswer(StubReceiver.status(404));
    for (var contact : webhooks.settled(receiver.url(), 2 * FAILURES)) {
      webhooks.fail(contact);
    }
    assertThat(receiver.requests()).hasSize(2 * FAILURES);
  }

  @Test
  void isSharedByAllWorkersAndOutlivesThem() {
    var contacts = webhooks.settled(receiver.url(), FAILURES + 1);
    openCircuit(contacts);
    try (var another = webhooks.anotherWorker()) {
      another.fail(contacts.getLast());
    }
    assertThat(receiver.requests()).hasSize(FAILURES);
  }

  @Test
  void concernsNoOtherAccountAndNoOtherReceiver() throws IOException {
    openCircuit(webhooks.settled(receiver.url(), FAILURES));
    webhooks.fail(webhooks.settledOfSomebodyElse(receiver.url()));
    assertThat(receiver.requests()).hasSize(FAILURES + 1);
    try (var healthy = StubReceiver.start(StubReceiver.status(200))) {
      webhooks.activities.postWebhook(webhooks.settled(healthy.url()));
      assertThat(healthy.requests()).hasSize(1);
    }
  }

  @Test
  void letsOneMessageAtATimeProbe() throws Exception {
    var contacts = webhooks.settled(receiver.url(), FAILURES + 2);
    openCircuit(contacts);
    letTimePass();
    var arrived = new CountDownLatch(1);
    var answer = new CountDownLatch(1);
    receiver.willAnswer(
        connection -> {
          arrived.countDown();
          answer.await();
          StubReceiver.status(200).answer(connection);
        });

    var probe =
        Thread.ofVirtual().start(() -> webhooks.activities.postWebhook(contacts.get(FAILURES)));
    arrived.await();
    assertThat(webhooks.fail(contacts.getLast()).getNextRetryDelay())
        .isGreaterThan(Duration.ofSeconds(10));
    assertThat(receiver.requests()).hasSize(FAILURES + 1);

    answer.countDown();
    probe.join();
    webhooks.activities.postWebhook(contacts.getLast());
    assertThat(webhooks.report(contacts.getLast()).state()).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void waitsTwiceAsLongAfterEachProbeThatFailsUpToTenMinutes() {
    var contacts = webhooks.settled(receiver.url(), FAILURES + 10);
    openCircuit(contacts);
    for (var seconds : List.of(60, 120, 240, 480, 600, 600)) {
      letTimePass();
      webhooks.fail(contacts.get(FAILURES));
      assertThat(webhooks.fail(contacts.getLast()).getNextRetryDelay())
          .isBetween(Duration.ofSeconds(seconds - 5), Duration.ofSeconds(seconds + 1));
    }
  }

  @Test
  void givesAMessageUpThatHasWaitedForLongerThanTheWholeSchedule() {
    var contacts = webhooks.settled(receiver.url(), FAILURES + 1);
    openCircuit(contacts);
    webhooks.execute("update delivery set since = now() - interval '97 hours'");

    assertThat(webhooks.fail(contacts.getLast()).getType())
        .isEqualTo(FailureTypes.WEBHOOK_EXHAUSTED);
    assertThat(webhooks.report(contacts.getLast()).state()).isEqualTo(DeliveryState.EXHAUSTED);
    assertThat(receiver.requests()).hasSize(FAILURES);
  }

  private void openCircuit(List<ContactKey> contacts) {
    contacts.subList(0, FAILURES).forEach(webhooks::fail);
  }

  /** Until the next probe is let through. */
  private void letTimePass() {
    webhooks.execute("update webhook_receiver set open_until = now() - interval '1 s'");
  }
}
