package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import enrichment.domain.ContactKey;
import enrichment.domain.WebhookEvent;
import enrichment.store.TestDatabase;
import enrichment.store.accounts.WebhookSecret;
import enrichment.store.accounts.WebhookSecrets;
import enrichment.store.contacts.NewContact;
import enrichment.store.sql.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks what arrives at a receiver as its developer would, with the specification's own library.
 * What arrived is kept for {@code bin/verify-webhooks}, which does so in other languages.
 */
class SignedDeliveriesTest {

  private static final Path SAMPLES = Path.of("target", "webhook-samples");

  private static final int LARGEST_CUSTOM = 4096;

  private static final WebhookSecret ANOTHER =
      new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  private static final List<NewContact> CONTACTS =
      List.of(
          contact("Zoë", "Łącka-Đặng", null),
          contact("Дарья", "Παπαδοπούλου", "{\"ключ\":\"naïve – “τιμή”\"}"),
          contact("太郎", "𠮷田", "{\"김\":\"서울\"}"),
          contact("\u200fمريم", "בן־דוד\u200e", "{\"اسم\":\"\u202bשם\u202c\"}"),
          contact("Zoe\u0308", "N\u0303andu\u0301", "{\"é\":\"e\u0301\"}"),
          contact("👩🏽‍💻", "🇵🇱", "{\"👍\":\"👨‍👩‍👧‍👦\"}"),
          contact("Line\u2028Separator", "Paragraph\u2029Separator", "{\"\u2028\":\"\u2029\"}"),
          contact("Robert \"Bob\"", "O'Brien\\</script>", "{\"html\":\"<&'>\"}"),
          contact("Escaped", "Text", "{\"text\":\"\\u00e9\\n\\\"\\\\\\/\\r\\t\"}"),
          contact("Escaped", "Pair", "{\"pair\":\"\\ud83d\\udc69\"}"),
          contact(
              "Exact", "Numbers", "{ \"price\" : 1.10,\n\"huge\":1e400, \"zero\":[-0.0, 0E+1] }"),
          contact("Large", "Ascii", customOf("x")),
          contact("Large", "Unicode", customOf("é山👍")));

  /** One a contact, and one about all of them. */
  private static List<ArrivedMessage> messages;

  private static ArrivedMessage rotated;
  private static ArrivedMessage fromThePast;
  private static ArrivedMessage fromTheFuture;

  private static WebhookSecret secret;
  private static WebhookSecret newSecret;

  @BeforeAll
  static void deliver() throws IOException {
    var database = TestDatabase.create();
    try (var worker = WebhookFixture.at(Clock.systemUTC(), database);
        var slowWorker = WebhookFixture.at(clockAt(Duration.ofMinutes(-6)), database);
        var fastWorker = WebhookFixture.at(clockAt(Duration.ofHours(1)), database);
        var receiver = StubReceiver.start(StubReceiver.status(200))) {
      var secrets = new WebhookSecrets(database);
      var enrichment = worker.admitted(receiver.url(), CONTACTS, WebhookEvent.values());
      secret = secrets.current(enrichment.accountId());
      worker.settled(enrichment).forEach(worker.activities::postWebhook);
      worker.activities.postFinishedWebhook(enrichment.enrichmentId());
      messages = receiver.requests().stream().map(ArrivedMessage::of).toList();

      var more = worker.settled(receiver.url(), 3);
      fromThePast = deliver(more.get(0), slowWorker, receiver);
      fromTheFuture = deliver(more.get(1), fastWorker, receiver);
      secrets.rotate(enrichment.accountId(), Duration.ofDays(1));
      newSecret = secrets.current(enrichment.accountId());
      rotated = deliver(more.get(2), worker, receiver);
    }
    keepSamples();
  }

  private static void keepSamples() throws IOException {
    for (var i = 0; i < messages.size(); i++) {
      messages.get(i).keep(SAMPLES.resolve("timely/%02d".formatted(i)), secret);
    }
    rotated.keep(SAMPLES.resolve("timely/rotated"), newSecret, secret);
    fromThePast.keep(SAMPLES.resolve("untimely/past"), secret);
    fromTheFuture.keep(SAMPLES.resolve("untimely/future"), secret);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void areAcceptedByTheOfficialLibrary(ArrivedMessage message) {
    assertThatCode(() -> message.verify(secret)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void areRefusedWithAnotherSecret(ArrivedMessage message) {
    assertRefused(message, ANOTHER);
    assertRefused(message, newSecret);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void areRefusedWhenAnyByteIsChanged(ArrivedMessage message) {
    for (var i = 0; i < message.bytes().length; i++) {
      assertRefused(message.withChangedByte(i), secret);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void areRefusedUnderAnotherIdOrTime(ArrivedMessage message) {
    var later = Long.parseLong(message.headers().get("webhook-timestamp")) + 1;
    assertRefused(message.withHeader("webhook-id", "msg_another"), secret);
    assertRefused(message.withHeader("webhook-timestamp", Long.toString(later)), secret);
  }

  @Test
  void areAcceptedWithEitherSecretDuringARotation() {
    assertThatCode(() -> rotated.verify(secret)).doesNotThrowAnyException();
    assertThatCode(() -> rotated.verify(newSecret)).doesNotThrowAnyException();
    assertRefused(rotated, ANOTHER);
  }

  @Test
  void areRefusedLongAfterAndBeforeTheyWereSent() {
    assertThatThrownBy(() -> fromThePast.verify(secret)).hasMessageContaining("too old");
    assertThatThrownBy(() -> fromTheFuture.verify(secret)).hasMessageContaining("too new");
  }

  @Test
  void haveTheNamesAndTheCustomFieldsAsTheyWereSent() throws IOException {
    for (var i = 0; i < CONTACTS.size(); i++) {
      var contact = CONTACTS.get(i);
      var body = messages.get(i).body();
      var json = new ObjectMapper().readTree(body);
      assertThat(json.get("first_name").textValue()).isEqualTo(contact.firstName());
      assertThat(json.get("last_name").textValue()).isEqualTo(contact.lastName());
      assertThat(body).contains("\"custom\":" + contact.custom() + ",\"provider\"");
    }
    assertThat(messages).hasSize(CONTACTS.size() + 1);
    assertThat(messages.getLast().body()).startsWith("{\"type\":\"enrichment.finished\",");
  }

  private static Stream<ArrivedMessage> messages() {
    return messages.stream();
  }

  private static ArrivedMessage deliver(
      ContactKey contact, WebhookFixture worker, StubReceiver receiver) {
    worker.activities.postWebhook(contact);
    return ArrivedMessage.of(receiver.requests().getLast());
  }

  private static void assertRefused(ArrivedMessage message, WebhookSecret secret) {
    assertThatThrownBy(() -> message.verify(secret))
        .isInstanceOf(WebhookVerificationException.class)
        .hasMessageContaining("No matching signature");
  }

  private static Clock clockAt(Duration offset) {
    return Clock.offset(Clock.systemUTC(), offset);
  }

  private static NewContact contact(String firstName, String lastName, @Nullable String custom) {
    return new NewContact(Ids.next(), firstName, lastName, "a.example", null, null, custom);
  }

  /** As large as may be. */
  private static String customOf(String filler) {
    var frame = "{\"text\":\"\"}";
    var room = LARGEST_CUSTOM - frame.length();
    var size = filler.getBytes(StandardCharsets.UTF_8).length;
    var text = filler.repeat(room / size) + "-".repeat(room % size);
    return frame.replace("\"\"", "\"" + text + "\"");
  }
}
