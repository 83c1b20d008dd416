package enrichment.store;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

final class HmacSha256 {

  private static final String ALGORITHM = "HmacSHA256";

  /** 32 bytes. */
  static byte[] of(byte[] key, byte[] message) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(message);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA256, for any key", e);
    }
  }

  private HmacSha256() {}
}
