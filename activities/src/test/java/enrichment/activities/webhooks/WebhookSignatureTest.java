package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import enrichment.store.accounts.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checked by the specification's own library, as a receiver would. */
class WebhookSignatureTest {

  private static final WebhookSecret OLD =
      new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final WebhookSecret NEW =
      new WebhookSecret("whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"first_name\":\"Zoë\",\"last_name\":\"山田\"}",
        "{\"custom\":{\"emoji\":\"👩🏽‍💻\",\"escape\":\"\\u00e9\\n\\\"\"}}"
      })
  void isAcceptedByTheOfficialLibrary(String body) {
    assertThatCode(() -> verify(NEW, body, List.of(NEW))).doesNotThrowAnyException();
  }

  @Test
  void isAcceptedForALargeBody() {
    var body = "{\"custom\":{\"text\":\"" + "é".repeat(2_000) + "\"}}";
    assertThatCode(() -> verify(NEW, body, List.of(NEW))).doesNotThrowAnyException();
  }

  @Test
  void isAcceptedByBothSecretsWhileTheyAreRotated() {
    assertThatCode(() -> verify(OLD, "{}", List.of(NEW, OLD))).doesNotThrowAnyException();
    assertThatCode(() -> verify(NEW, "{}", List.of(NEW, OLD))).doesNotThrowAnyException();
    assertThatThrownBy(() -> verify(OLD, "{}", List.of(NEW)))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void coversTheIdTheTimestampAndTheBody() {
    var now = Instant.now().getEpochSecond();
    var signature = sign("msg_1", now, "{}");
    assertThat(sign("msg_2", now, "{}")).isNotEqualTo(signature);
    assertThat(sign("msg_1", now + 1, "{}")).isNotEqualTo(signature);
    assertThat(sign("msg_1", now, "{ }")).isNotEqualTo(signature);
  }

  private static String sign(String id, long timestamp, String body) {
    return WebhookSignature.sign(
        id, timestamp, body.getBytes(StandardCharsets.UTF_8), List.of(NEW));
  }

  private static void verify(WebhookSecret receivers, String body, List<WebhookSecret> senders)
      throws WebhookVerificationException {
    var now = Instant.now().getEpochSecond();
    var signature =
        WebhookSignature.sign("msg_1", now, body.getBytes(StandardCharsets.UTF_8), senders);
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("webhook-id", List.of("msg_1"));
    headers.put("webhook-timestamp", List.of(Long.toString(now)));
    headers.put("webhook-signature", List.of(signature));
    new Webhook(receivers.text()).verify(body, headers);
  }
}
