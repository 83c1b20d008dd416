package enrichment.activities.webhooks;

import enrichment.store.accounts.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages by the Standard Webhooks specification (version 1, symmetric): HMAC-SHA256 over
 * {@code id.timestamp.body}.
 */
final class WebhookSignature {

  private static final String ALGORITHM = "HmacSHA256";

  /**
   * @param timestamp of the attempt, in seconds since 1970
   * @param secrets while they are rotated, more than one
   * @return the value of {@code webhook-signature}: {@code v1,…}, one a secret, separated by spaces
   */
  static String sign(String id, long timestamp, byte[] body, List<WebhookSecret> secrets) {
    return secrets.stream()
        .map(secret -> "v1," + sign(id, timestamp, body, secret))
        .collect(Collectors.joining(" "));
  }

  private static String sign(String id, long timestamp, byte[] body, WebhookSecret secret) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  private WebhookSignature() {}
}
