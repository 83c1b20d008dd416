package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.WebhookEvent;
import enrichment.store.contacts.NewContact;
import enrichment.store.enrichments.Settlements;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.privacy.Erasures;
import enrichment.store.sql.Ids;
import enrichment.store.webhooks.DeliveryState;
import enrichment.store.webhooks.Redeliveries;
import enrichment.store.webhooks.WebhookTests;
import enrichment.workflows.steps.FailureTypes;
import enrichment.workflows.webhooks.RedeliveryStep;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpWebhookActivitiesTest {

  private final WebhookFixture webhooks = WebhookFixture.create();
  private final HttpWebhookActivities activities = webhooks.activities;

  @AfterEach
  void close() {
    webhooks.close();
  }

  @Test
  void sendsNothingAboutSomebodyWhoWasErased() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(500))) {
      var contact = webhooks.settled(receiver.url());
      webhooks.fail(contact);
      var message = webhooks.deliveries.find(contact).orElseThrow();
      new Erasures(webhooks.database)
          .erase(
              message.accountId(),
              PersonIdentifier.ofNameAndDomain("Zoë", "Łącka", "a.example").orElseThrow());
      webhooks.makeDue();

      activities.postWebhook(contact);
      activities.repostWebhook(new RedeliveryStep(UUID.randomUUID(), message.messageId()));

      assertThat(receiver.requests()).as("the one before").hasSize(1);
    }
  }

  @Test
  void deliversTheContactAndEchoesItsCustomFieldsToTheByte() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(200))) {
      var contact = webhooks.settled(receiver.url());
      activities.postWebhook(contact);

      var request = receiver.requests().getFirst();
      assertThat(request)
          .contains("webhook-id: msg_")
          .contains("webhook-timestamp: 1700000000")
          .contains("webhook-signature: v1,");
      assertThat(request).contains("\"custom\":" + WebhookFixture.CUSTOM);
      var body = new ObjectMapper().readTree(request.substring(request.indexOf("\r\n\r\n")));
      assertThat(body.get("first_name").textValue()).isEqualTo("Zoë");
      assertThat(body.get("status").textValue()).isEqualTo("finished");
      assertThat(body.get("email").isNull()).isTrue();
      assertThat(body.get("email_status").textValue()).isEqualTo("N/A");
      assertThat(body.get("credits").intValue()).isZero();
      assertThat(webhooks.report(contact).state()).isEqualTo(DeliveryState.DELIVERED);
    }
  }

  @Test
  void sendsADeliveredMessageNoMore() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(200))) {
      var contact = webhooks.settled(receiver.url());
      activities.postWebhook(contact);
      activities.postWebhook(contact);
      assertThat(receiver.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 404, 429, 500})
  void triesAgainOnTheSchedule(int status) throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(status))) {
      var contact = webhooks.settled(receiver.url());
      for (var delay : DeliverySchedule.DELAYS) {
        var failure = webhooks.fail(contact);
        assertThat(failure.getType()).isEqualTo(FailureTypes.WEBHOOK_NOT_DELIVERED);
        assertThat(failure.isNonRetryable()).isFalse();
        assertThat(failure.getNextRetryDelay()).isEqualTo(delay);
      }
      var last = webhooks.fail(contact);
      assertThat(last.getType()).isEqualTo(FailureTypes.WEBHOOK_EXHAUSTED);
      assertThat(last.isNonRetryable()).isTrue();
      assertThat(receiver.requests()).hasSize(10);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void waitsAsLongAsABusyReceiverAsks(int status) throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(status, "Retry-After: 90"))) {
      var contact = webhooks.settled(receiver.url());
      assertThat(webhooks.fail(contact).getNextRetryDelay()).isEqualTo(Duration.ofSeconds(90));
    }
  }

  @Test
  void stopsForGoodWhenTheReceiverIsGone() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(410))) {
      var contact = webhooks.settled(receiver.url());
      assertGone(webhooks.fail(contact));
      assertGone(webhooks.fail(contact));
      assertThat(receiver.requests()).hasSize(1);
    }
  }

  @Test
  void pausesAUrlThatIsGoneForThatAccountAlone() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(410))) {
      var contacts = webhooks.settled(receiver.url(), 2);
      webhooks.fail(contacts.getFirst());

      assertGone(webhooks.fail(contacts.getLast()));
      assertThat(receiver.requests()).hasSize(1);
      assertThat(webhooks.report(contacts.getLast()).state()).isEqualTo(DeliveryState.GONE);

      webhooks.fail(webhooks.settled(receiver.url() + "/another"));
      webhooks.fail(webhooks.settledOfSomebodyElse(receiver.url()));
      assertThat(receiver.requests()).hasSize(3);
    }
  }

  @Test
  void saysNothingOfTheReceiverInAFailure() throws IOException {
    // Taken, and nobody listens there.
    try (var socket = new Socket()) {
      socket.bind(new InetSocketAddress("127.0.0.1", 0));
      var url = "http://127.0.0.1:" + socket.getLocalPort();
      var failure = webhooks.fail(webhooks.settled(url));
      assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(5));
      assertThat(failure.getMessage()).doesNotContain("127.0.0.1");
      assertThat(failure.getCause()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://user@127.0.0.1/", "http://127.1/", "http://127.0.0.1:25/"})
  void triesAgainOnTheScheduleWhereItMayNotSend(String url) {
    var failure = webhooks.fail(webhooks.settled(url));
    assertThat(failure.getType()).isEqualTo(FailureTypes.WEBHOOK_NOT_DELIVERED);
    assertThat(failure.getOriginalMessage()).isEqualTo("No answer: forbidden_address");
  }

  @Test
  void waitsUntilTheNextAttemptIsDueWhenItIsStartedAgain() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(500))) {
      var contact = webhooks.settled(receiver.url());
      webhooks.fail(contact);
      webhooks.fail(contact);

      var early =
          catchThrowableOfType(ApplicationFailure.class, () -> activities.postWebhook(contact));
      assertThat(early.getNextRetryDelay()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
      assertThat(receiver.requests()).hasSize(2);
    }
  }

  @Test
  void logsEveryAttempt() throws IOException {
    ContactKey contact;
    try (var receiver =
        StubReceiver.start(
            StubReceiver.says(
                "HTTP/1.1 500 No\r\nConnection: close\r\nContent-Length: 4\r\n\r\nnope"))) {
      contact = webhooks.settled(receiver.url());
      webhooks.fail(contact);
    }
    webhooks.fail(contact);

    var report = webhooks.report(contact);
    assertThat(report.state()).isEqualTo(DeliveryState.PENDING);
    assertThat(report.attempted()).isEqualTo(2);
    assertThat(report.nextAttemptAt()).isNotNull();
    var answered = report.attempts().getFirst();
    assertThat(answered.attemptedAt()).isEqualTo(WebhookFixture.NOW);
    assertThat(answered.status()).isEqualTo(500);
    assertThat(answered.error()).isNull();
    assertThat(answered.responseBody()).isEqualTo("nope");
    var unanswered = report.attempts().getLast();
    assertThat(unanswered.status()).isNull();
    assertThat(unanswered.error()).isEqualTo("connect");
    assertThat(unanswered.responseBody()).isNull();
  }

  @Test
  void deliversAgainWithTheSameIdAndFreshAttempts() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(410))) {
      var contact = webhooks.settled(receiver.url());
      webhooks.fail(contact);
      var message = webhooks.deliveries.find(contact).orElseThrow();

      var redelivery =
          new Redeliveries(webhooks.database)
              .ofContact(message.accountId(), message.messageId())
              .orElseThrow();
      assertThat(redelivery.messageIds()).containsExactly(message.messageId());
      var failure = repost(redelivery.redeliveryId(), message.messageId());
      assertGone(failure);
      assertThat(receiver.requests()).hasSize(2);
      assertThat(receiver.requests())
          .allSatisfy(
              request -> assertThat(request).contains("webhook-id: " + message.webhookId()));
      assertThat(webhooks.report(contact).attempted()).isEqualTo(2);
    }
  }

  @Test
  void leavesAMessageToTheRedeliveryThatHasTakenItOver() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(500))) {
      var contact = webhooks.settled(receiver.url());
      webhooks.fail(contact);
      var message = webhooks.deliveries.find(contact).orElseThrow();
      var redeliveries = new Redeliveries(webhooks.database);
      var first = redeliveries.ofContact(message.accountId(), message.messageId()).orElseThrow();
      var second = redeliveries.ofContact(message.accountId(), message.messageId()).orElseThrow();

      assertThat(webhooks.fail(contact).getType()).isEqualTo(FailureTypes.WEBHOOK_SUPERSEDED);
      assertThat(repost(first.redeliveryId(), message.messageId()).getType())
          .isEqualTo(FailureTypes.WEBHOOK_SUPERSEDED);
      assertThat(receiver.requests()).hasSize(1);
      assertThat(repost(second.redeliveryId(), message.messageId()).getNextRetryDelay())
          .isEqualTo(Duration.ofSeconds(5));
      assertThat(receiver.requests()).hasSize(2);
      assertThat(redeliveries.unfinished(null, 10)).containsExactly(second);
    }
  }

  @Test
  void tellsOnceThatAllContactsAreFinal() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(200))) {
      var enrichment =
          webhooks.admitted(
              receiver.url(),
              List.of(contact("Ada"), contact("Grace")),
              WebhookEvent.ENRICHMENT_FINISHED);
      var contacts = WebhookFixture.contacts(enrichment);
      var settlements = new Settlements(webhooks.database);
      settlements.settle(contacts.getFirst(), ContactOutcome.NOT_FOUND);
      assertThatThrownBy(() -> activities.postFinishedWebhook(enrichment.enrichmentId()))
          .isInstanceOf(IllegalStateException.class);

      settlements.settle(contacts.getLast(), ContactOutcome.CANCELLED);
      activities.postFinishedWebhook(enrichment.enrichmentId());
      activities.postFinishedWebhook(enrichment.enrichmentId());

      assertThat(webhooks.deliveries.find(contacts.getFirst())).isEmpty();
      assertThat(receiver.requests()).hasSize(1);
      var request = receiver.requests().getFirst();
      assertThat(request)
          .contains("webhook-id: msg_" + enrichment.enrichmentId().toString().replace("-", ""));
      var body = new ObjectMapper().readTree(request.substring(request.indexOf("\r\n\r\n")));
      assertThat(body.get("type").textValue()).isEqualTo("enrichment.finished");
      assertThat(body.get("status").textValue()).isEqualTo("cancelled");
      assertThat(body.at("/contacts/total").intValue()).isEqualTo(2);
      assertThat(body.at("/contacts/not_found").intValue()).isEqualTo(1);
      assertThat(body.at("/credits/returned").intValue()).isEqualTo(2);
    }
  }

  @Test
  void sendsASampleAndRecordsWhatCameBack() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(418))) {
      var message = webhooks.deliveries.find(webhooks.settled(receiver.url())).orElseThrow();
      var tests = new WebhookTests(webhooks.database);
      var testId = tests.create(message.accountId(), receiver.url());
      activities.postSampleWebhook(testId);
      activities.postSampleWebhook(testId);

      assertThat(receiver.requests()).hasSize(1);
      assertThat(receiver.requests().getFirst())
          .contains("webhook-signature: v1,")
          .contains("\"sample\":true");
      assertThat(tests.result(testId).orElseThrow().attempt().status()).isEqualTo(418);
    }
  }

  @Test
  void resumesAPausedUrlOnceItTakesASample() throws IOException {
    try (var gone = StubReceiver.start(StubReceiver.status(410))) {
      var contact = webhooks.settled(gone.url());
      webhooks.fail(contact);
      var account = webhooks.deliveries.find(contact).orElseThrow().accountId();
      assertThat(webhooks.deliveries.isPaused(account, gone.url())).isTrue();
      var tests = new WebhookTests(webhooks.database);

      activities.postSampleWebhook(tests.create(account, gone.url()));
      assertThat(webhooks.deliveries.isPaused(account, gone.url())).isTrue();

      gone.willAnswer(StubReceiver.status(200));
      activities.postSampleWebhook(tests.create(account, gone.url()));
      assertThat(webhooks.deliveries.isPaused(account, gone.url())).isFalse();
    }
  }

  private static NewContact contact(String name) {
    return new NewContact(Ids.next(), name, "Test", "a.example", null, null, null);
  }

  private ApplicationFailure repost(UUID redeliveryId, UUID messageId) {
    return catchThrowableOfType(
        ApplicationFailure.class,
        () -> activities.repostWebhook(new RedeliveryStep(redeliveryId, messageId)));
  }

  private static void assertGone(ApplicationFailure failure) {
    assertThat(failure.getType()).isEqualTo(FailureTypes.WEBHOOK_GONE);
    assertThat(failure.isNonRetryable()).isTrue();
  }
}
