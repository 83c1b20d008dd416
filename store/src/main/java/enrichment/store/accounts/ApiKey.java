package enrichment.store.accounts;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * An API key as its owner holds it. Only {@link #hash} is stored: the secret is random enough that
 * a plain SHA-256 cannot be reversed.
 */
public record ApiKey(String secret) {

  private static final String MARK = "enr_";
  private static final int RANDOM_BYTES = 24;
  private static final int VISIBLE = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new key of 192 random bits behind a prefix that tells whose kind of key it is. */
  public static ApiKey generate() {
    var bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return new ApiKey(MARK + HexFormat.of().formatHex(bytes));
  }

  /** What is shown of the key after its creation. */
  public String prefix() {
    return secret.substring(0, Math.min(VISIBLE, secret.length() / 2));
  }

  byte[] hash() {
    return DigestUtils.sha256(secret);
  }

  /** Keeps the secret out of logs. */
  @Override
  public String toString() {
    return prefix() + "…";
  }
}
