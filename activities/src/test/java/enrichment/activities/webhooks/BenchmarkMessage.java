package enrichment.activities.webhooks;

import enrichment.store.accounts.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A message as long as most are. */
final class BenchmarkMessage {

  static final byte[] BODY =
      ("{\"custom\":\"" + "x".repeat(600) + "\"}").getBytes(StandardCharsets.US_ASCII);

  private static final String ID = "msg_01a205465147734e81c5a01846f7beaf";
  private static final List<WebhookSecret> SECRETS =
      List.of(new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

  /** Signed now. */
  static Map<String, String> headers() {
    var timestamp = Instant.now().getEpochSecond();
    return Map.of(
        "webhook-id",
        ID,
        "webhook-timestamp",
        Long.toString(timestamp),
        "webhook-signature",
        WebhookSignature.sign(ID, timestamp, BODY, SECRETS));
  }

  private BenchmarkMessage() {}
}
