package enrichment.store.accounts;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret that webhooks are signed with, as the Standard Webhooks specification writes it: {@code
 * whsec_} and 24 to 64 bytes in Base64.
 */
public record WebhookSecret(String text) {

  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  static WebhookSecret generate() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return of(bytes);
  }

  static WebhookSecret of(byte[] bytes) {
    return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  /** What goes into the signature. */
  public byte[] bytes() {
    return Base64.getDecoder().decode(text.substring(PREFIX.length()));
  }

  /** Keeps the secret out of logs. */
  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
