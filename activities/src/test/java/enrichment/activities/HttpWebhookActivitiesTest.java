package enrichment.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import enrichment.domain.AddressPolicy;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentType;
import enrichment.store.Admissions;
import enrichment.store.Database;
import enrichment.store.Deliveries;
import enrichment.store.Enrichments;
import enrichment.store.Ids;
import enrichment.store.NewContact;
import enrichment.store.NewEnrichment;
import enrichment.store.Requests;
import enrichment.store.Settlements;
import enrichment.store.TestDatabase;
import enrichment.workflows.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpWebhookActivitiesTest {

  private static final String CUSTOM = "{\"crm_id\": \"4447901\", \"score\": 1.10, \"né\": null}";

  private final Database database = TestDatabase.create();
  private final Deliveries deliveries = new Deliveries(database);
  private final WebhookClient client =
      new WebhookClient(AddressPolicy.allowing(List.of("127.0.0.0/8")), 10);
  private final HttpWebhookActivities activities =
      new HttpWebhookActivities(
          deliveries,
          client,
          new DeliverySchedule(() -> 0),
          Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC));

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void deliversTheContactAndEchoesItsCustomFieldsToTheByte() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(200))) {
      var contact = settled(receiver);
      activities.postWebhook(contact);

      var request = receiver.requests().getFirst();
      assertThat(request)
          .contains("webhook-id: msg_")
          .contains("webhook-timestamp: 1700000000")
          .contains("webhook-signature: v1,");
      assertThat(request).contains("\"custom\":" + CUSTOM);
      var body = new ObjectMapper().readTree(request.substring(request.indexOf("\r\n\r\n")));
      assertThat(body.get("first_name").textValue()).isEqualTo("Zoë");
      assertThat(body.get("status").textValue()).isEqualTo("finished");
      assertThat(body.get("email").isNull()).isTrue();
      assertThat(body.get("email_status").textValue()).isEqualTo("N/A");
      assertThat(body.get("credits").intValue()).isZero();
      assertThat(deliveries.find(contact).orElseThrow().pending()).isFalse();
    }
  }

  @Test
  void sendsADeliveredMessageNoMore() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(200))) {
      var contact = settled(receiver);
      activities.postWebhook(contact);
      activities.postWebhook(contact);
      assertThat(receiver.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 404, 408, 429, 500, 503})
  void triesAgainOnTheSchedule(int status) throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(status))) {
      var contact = settled(receiver);
      for (var delay : DeliverySchedule.DELAYS) {
        var failure = fail(contact);
        assertThat(failure.getType()).isEqualTo(FailureTypes.WEBHOOK_NOT_DELIVERED);
        assertThat(failure.isNonRetryable()).isFalse();
        assertThat(failure.getNextRetryDelay()).isEqualTo(delay);
      }
      var last = fail(contact);
      assertThat(last.getType()).isEqualTo(FailureTypes.WEBHOOK_EXHAUSTED);
      assertThat(last.isNonRetryable()).isTrue();
      assertThat(receiver.requests()).hasSize(10);
    }
  }

  @Test
  void waitsAsLongAsABusyReceiverAsks() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(429, "Retry-After: 90"))) {
      var contact = settled(receiver);
      assertThat(fail(contact).getNextRetryDelay()).isEqualTo(Duration.ofSeconds(90));
    }
  }

  @Test
  void stopsForGoodWhenTheReceiverIsGone() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(410))) {
      var contact = settled(receiver);
      var failure = fail(contact);
      assertThat(failure.getType()).isEqualTo(FailureTypes.WEBHOOK_GONE);
      assertThat(failure.isNonRetryable()).isTrue();

      activities.postWebhook(contact);
      assertThat(receiver.requests()).hasSize(1);
    }
  }

  @Test
  void saysNothingOfTheReceiverInAFailure() throws IOException {
    ContactKey contact;
    try (var receiver = StubReceiver.start(StubReceiver.status(200))) {
      contact = settled(receiver);
    }
    var failure = fail(contact);
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(5));
    assertThat(failure.getMessage()).doesNotContain("127.0.0.1");
    assertThat(failure.getCause()).isNull();
  }

  @Test
  void waitsUntilTheNextAttemptIsDueWhenItIsStartedAgain() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(500))) {
      var contact = settled(receiver);
      fail(contact);
      fail(contact);

      var early =
          catchThrowableOfType(ApplicationFailure.class, () -> activities.postWebhook(contact));
      assertThat(early.getNextRetryDelay()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
      assertThat(receiver.requests()).hasSize(2);
    }
  }

  /** Attempts, as if the next one were due. */
  private ApplicationFailure fail(ContactKey contact) {
    TestDatabase.jdbi(database)
        .useHandle(handle -> handle.execute("update delivery set next_attempt_at = null"));
    return catchThrowableOfType(ApplicationFailure.class, () -> activities.postWebhook(contact));
  }

  private ContactKey settled(StubReceiver receiver) {
    var enrichment =
        new NewEnrichment(
            Ids.next(),
            Requests.account(database, 10),
            NewEnrichment.Kind.SINGLE,
            EnrichmentType.EMAIL,
            List.of(),
            receiver.url(),
            List.of(new NewContact(Ids.next(), "Zoë", "Łącka", "a.example", null, null, CUSTOM)));
    new Enrichments(database).receive(enrichment, Requests.TIME_TO_ADMIT);
    new Admissions(database).admit(enrichment.enrichmentId(), any -> Requests.WATERFALL);
    var contact = new ContactKey(enrichment.enrichmentId(), 0);
    new Settlements(database).settle(contact, ContactOutcome.NOT_FOUND);
    return contact;
  }
}
