package enrichment.store.accounts;

import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/** A request of an account with an idempotency key. */
public final class KeyedRequest {

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
    return DigestUtils.sha256(key);
  }

  /** 32 bytes that tell whether two requests are the same, and nothing else. */
  byte[] fingerprint(byte[] salt) {
    return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, salt).hmac(content);
  }
}
