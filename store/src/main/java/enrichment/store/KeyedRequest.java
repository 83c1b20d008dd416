package enrichment.store;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A request of an account with an idempotency key. */
public final class KeyedRequest {

  private static final String ALGORITHM = "HmacSHA256";

  private final UUID accountId;
  private final String key;
  private final byte[] content;

  /**
   * @param content all that makes it another request if it differs
   */
  public KeyedRequest(UUID accountId, String key, byte[] content) {
    this.accountId = accountId;
    this.key = key;
    this.content = content.clone();
  }

  UUID accountId() {
    return accountId;
  }

  byte[] keyHash() {
    return Sha256.of(key);
  }

  /** 32 bytes that tell whether two requests are the same, and nothing else. */
  byte[] fingerprint(byte[] salt) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(salt, ALGORITHM));
      return mac.doFinal(content);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }
}
